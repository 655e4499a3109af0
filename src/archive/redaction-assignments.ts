import { type Lines, linesOf } from "./redaction-lines.ts";
import { isAccount, isAccountName, isPlaceholder, isSecretName, redacted, withoutSecret } from "./redaction-words.ts";

/** A stretch of a text that is a secret, and what is written in its place. */
export interface SecretSpan {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  readonly name: string;
}

const assignment =
  /(?<![\w$-])(?<!\w\.)((?:--?)?[A-Za-z_][\w./-]{0,200})(\\?["']?)([ \t]*(?:=>|=|:(?=[ \t\u00a0]|\\?["'\[{]|$)|(?<=[A-Za-z_][\w.-]*):(?=[^\s:/]))[ \t\u00a0]*)/gm;

/**
 * The values of assignments to secret names, in YAML, TOML, JSON, env, INI and command lines: `NAME=v`, `name: v`, `"name": "v"`,
 * `--name=v`, `- "NAME=v"`. Mappings and lists are no secret themselves; what stands in them is looked at by its own name.
 */
export function findAssignments(text: string): SecretSpan[] {
  const spans: SecretSpan[] = [];
  const lines = linesOf(text);
  let done = 0;
  for (const match of text.matchAll(assignment)) {
    if (match.index < done) continue;
    const [whole, name = "", closing = "", sign = ""] = match;
    const secret = isSecretName(name);
    if (!secret && !isAccountName(name)) continue;
    const place: Place = {
      at: match.index + whole.length,
      before: text.slice(Math.max(lines.start(match.index), match.index - longestBefore), match.index),
      name,
      quotedKey: closing !== "",
      colon: sign.includes(":"),
      tight: !/[ \t\u00a0]$/.test(sign),
    };
    for (const value of findValues(text, place, lines)) {
      const content = text.slice(value.start, value.end);
      if (!secret && !isAccount(content)) continue;
      if (place.colon && /^\*[\w-]+$/.test(content)) continue;
      // Prose: "pass: each verdict is held".
      if (name === "pass" && /\s\S+\s/.test(content)) continue;
      const replacement = withoutSecret(content);
      if (replacement === undefined) continue;
      spans.push({ ...value, replacement: value.bare ? `"${replacement}"` : replacement, name });
      done = value.end;
    }
  }
  return spans;
}

/** How much of a line is looked at before a name: enough for any indentation that people write. */
const longestBefore = 1_000;

interface Place {
  readonly at: number;
  /** What stands on the line before the name. */
  readonly before: string;
  readonly name: string;
  readonly quotedKey: boolean;
  readonly colon: boolean;
  /** No space stands between the sign and the value. */
  readonly tight: boolean;
}

interface Value {
  readonly start: number;
  readonly end: number;
  /** The format asks for quotes around a text here. */
  readonly bare: boolean;
}

function findValues(text: string, place: Place, lines: Lines): Value[] {
  const { at, before, name, quotedKey, colon, tight } = place;
  const lineEnd = lines.end(at);
  const start = at + (/^(?:[&!][^\s]*[ \t]+)+/.exec(text.slice(at, Math.min(lineEnd, at + 500)))?.[0].length ?? 0);
  const rest = text.slice(start, lineEnd);
  const first = /^[\s#;\ufeff]*(?:-[ \t]+)*(?:export[ \t]+)?$/.test(before) && !name.startsWith("-");
  // `a == b` compares; only `NAME==v` at the start of a line gives a value.
  if (!colon && /^[=~]/.test(rest) && (!first || /^.(?:["'\s]|$)/.test(rest))) return [];
  const opening = /^(?:"""|'''|\\?["'])/.exec(rest)?.[0];
  if (opening !== undefined) return [quotedValue(text, start + opening.length, opening, lineEnd)];
  if (colon && tight && !quotedKey && (!first || /^\d{1,5}(?:\D|$)/.test(rest))) return [];
  if (/^[{[]/.test(rest) && !/^\{\{/.test(rest)) {
    if (colon || quotedKey || !tight || /^.[\s"'\]}]/.test(rest)) return colon ? [] : listedValues(rest, start);
  }
  if (colon && /^[|>][+\-0-9]*\s*(?:#.*)?$/.test(rest)) return [];
  const outer = /\\?["']$/.exec(before)?.[0];
  const span = (length: number): Value => ({ start, end: start + length, bare: quotedKey && colon });
  if (outer !== undefined && !quotedKey) {
    const close = rest.indexOf(outer);
    return [span(close < 0 ? rest.length : close)];
  }
  if (first && !quotedKey) return [span(rest.replace(/(?:^|[ \t])#(?:[ \t].*)?$/, "").trimEnd().length)];
  if (!colon) return [span(plainLength(rest, before))];
  return [span(/^[^,}\]\n]*/.exec(rest)?.[0].replace(/[ \t]#.*$/, "").trimEnd().length ?? 0)];
}

/** The texts of a list in TOML: `["a", 'b']`. */
function listedValues(rest: string, start: number): Value[] {
  const list = /^\[[^\]\n]*/.exec(rest)?.[0] ?? "";
  return [...list.matchAll(/(["'])((?:(?!\1).)*)\1/g)].map((match) => {
    const from = start + match.index + 1;
    return { start: from, end: from + (match[2] ?? "").length, bare: false };
  });
}

/** The word of a command line or connection string; a quote ends it where the line before it has one open. */
function plainLength(rest: string, before: string): number {
  const word = /^[^\s`;&\\]*/.exec(rest)?.[0] ?? "";
  const quotes = ['"', "'"].filter((quote) => before.split(quote).length % 2 === 0 || before.length >= longestBefore);
  const ends = quotes.map((quote) => word.indexOf(quote)).filter((at) => at >= 0);
  return word.slice(0, Math.min(word.length, ...ends)).replace(/[,\]})]+$/, "").length;
}

function quotedValue(text: string, start: number, opening: string, lineEnd: number): Value {
  const limit = opening.length === 3 ? text.length : Math.max(lineEnd, closeBelow(text, start, opening, lineEnd));
  for (let at = start; at < limit; at++) {
    if (text.startsWith(opening, at)) {
      if (opening === "'" && text[at + 1] === "'") at++;
      // A template holds quotes of its own: `"{{ env "X" }}"`.
      else if (text.startsWith("{{", start) && /\w/.test(text[at + 1] ?? "")) {
        return { start, end: Math.max(at, text.slice(start, lineEnd).lastIndexOf(opening) + start), bare: false };
      } else return { start, end: at, bare: false };
    } else if (text[at] === "\\" && opening === '"') at++;
  }
  return { start, end: Math.min(limit, text.length), bare: false };
}

/** Where a quote that its line leaves open closes on one of the next lines; 0 where it does not soon. */
function closeBelow(text: string, start: number, opening: string, lineEnd: number): number {
  if (text.slice(start, lineEnd).includes(opening)) return 0;
  const below = text.slice(lineEnd, lineEnd + 4_000);
  const close = below.indexOf(opening);
  const blank = below.search(/\n[ \t]*\r?\n|\n[ \t]*(?:- )?["']?[\w.-]+["']?[ \t]*[:=]/);
  return close < 0 || (blank >= 0 && blank < close) ? 0 : lineEnd + close + opening.length;
}

/** Whether the section of an INI or TOML file that the line begins holds secrets: `[passwords]`; `undefined` for other lines. */
export function isSecretSection(line: string): boolean | undefined {
  const name = /^[ \t]*\[+([\w. "'-]{1,100})\]+[ \t]*(?:[#;].*)?\r?$/.exec(line)?.[1];
  return name === undefined ? undefined : isSecretName(name);
}

/** The line of a section of secrets without its value; the same line when it has none. */
export function withoutValue(line: string): string {
  return line.replace(/^([ \t]*["']?[\w.-]+["']?[ \t]*=[ \t]*)(["']?)([^"'\n]*?)(\2[ \t]*\r?)$/, (
    whole,
    before: string,
    quote: string,
    value: string,
    after: string,
  ) => isPlaceholder(value) ? whole : `${before}${quote}${redacted}${after}`);
}
