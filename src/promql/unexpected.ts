import { nearestWords } from "../core/plan-nearest.ts";
import { aggregators, functions } from "./functions.ts";
import { quoteString } from "./quote.ts";
import { type Frame, type Reading, readRoles } from "./roles.ts";
import type { Token } from "./scan.ts";
import { QuerySyntaxError } from "./syntax-error.ts";

/** The error of a token that cannot stand where it stands, in Prometheus' words; without it the text ends too early. */
export function unexpectedToken(words: readonly Token[], index: number, end: number): QuerySyntaxError {
  const token = words[index];
  const reading = readRoles(words, index);
  const before = words[index - 1];
  if (before?.text === "," && reading.frames.at(-1)?.kind === "args") {
    return new QuerySyntaxError("trailing commas not allowed in function call args", positionOf(before));
  }
  const position = token === undefined ? { start: end, end } : positionOf(token);
  return new QuerySyntaxError(`unexpected ${describe(token, reading)}${contextOf(reading)}`, position);
}

/** The error of a call of what is no function, with the function that is nearest. */
export function unknownFunction({ text, start }: Pick<Token, "text" | "start">): QuerySyntaxError {
  const [near] = nearestWords(text, [...functions.keys(), ...aggregators.keys()]);
  return new QuerySyntaxError(
    `unknown function with name ${quoteString(text)}`,
    { start, end: start + text.length },
    near === undefined ? "" : `Did you mean "${near}"?`,
  );
}

/** Where a token stands. */
export function positionOf(token: Token): { start: number; end: number } {
  return { start: token.start, end: token.start + token.text.length };
}

function describe(token: Token | undefined, { frames }: Reading): string {
  if (token === undefined) return "end of input";
  const { kind, text } = token;
  const shown = Array.from(text).length > 10
    ? `${quoteString(Array.from(text).slice(0, 10).join(""))}...`
    : quoteString(text);
  switch (kind) {
    case "word":
      return frames.at(-1)?.kind === "braces" ? `identifier ${quoteString(text)}` : describeWord(text, shown);
    case "symbol":
      return /^[(){}[\],:=]$|^::$/.test(text) ? shown : `<op:${text}>`;
    default:
      return `${kind} ${shown}`;
  }
}

const keywords =
  /^(offset|smoothed|anchored|by|without|on|ignoring|group_left|group_right|fill|fill_left|fill_right|bool)$/i;

function describeWord(word: string, shown: string): string {
  if (/^(and|or|unless|atan2)$/i.test(word)) return `<op:${word}>`;
  if (keywords.test(word)) return `<${word}>`;
  if (aggregators.has(word.toLowerCase())) return `<aggr:${word}>`;
  if (/^(start|end|step|range|min_of|max_of)$/i.test(word)) return shown;
  if (/^(inf|nan)$/i.test(word)) return `number ${shown}`;
  return `${word.includes(":") ? "metric identifier" : "identifier"} ${quoteString(word)}`;
}

const durations = "number, duration, step(), or range()";

/** What Prometheus' grammar was in the middle of, and what it would have taken. */
function contextOf({ frames, ended }: Reading): string {
  const frame = frames.findLast(({ kind }) => !/^(group|args|fill)$/.test(kind));
  switch (frame?.kind) {
    case "aggregate":
      return " in aggregation";
    case "labels":
      return ` in grouping opts, expected ${frame.expected}`;
    case "braces":
      return ` in label matching, expected ${frame.expected}`;
    case "brackets":
      return bracketContext(frame, ended && frame.parens === 0);
    case "offset":
      return ` in offset, expected ${durations}`;
    case "at":
      return " in @, expected timestamp";
    default:
      return "";
  }
}

function bracketContext({ colon }: Frame & { kind: "brackets" }, measured: boolean): string {
  if (!colon) {
    return measured
      ? ' in subquery or range, expected ":" or "]"'
      : ` in subquery or range selector, expected ${durations}`;
  }
  const wanted = measured ? '"]"' : 'number, duration, step(), range(), or "]"';
  return ` in subquery selector, expected ${wanted}`;
}
