import { aggregators, functions, keywords } from "./functions.ts";
import { significant, type Token } from "./scan.ts";
import { QuerySyntaxError } from "./syntax-error.ts";

/**
 * The text as the Lezer grammar accepts it, of the same length and with every token in its place.
 *
 * The grammar lacks floats with a trailing dot (`2.`), `min_of` and `max_of` as functions of scalars, and upper-case
 * `STEP()` in durations; each is replaced by a form that it knows, and the tree is read with the original text.
 * Throws `QuerySyntaxError` for an unknown function or a string without an end, which the grammar reports badly.
 */
export function acceptableText(text: string, tokens: readonly Token[]): string {
  const parts: string[] = [];
  let last = 0;
  const put = (token: Token, replacement: string) => {
    parts.push(text.slice(last, token.start), replacement);
    last = token.start + token.text.length;
  };
  const words = significant(tokens);
  const inDuration = durationContext(words);
  words.forEach((token, index) => {
    const called = words[index + 1]?.text === "(";
    if (token.kind === "error") throw unreadable(token);
    if (token.kind === "number" && /\.(?=[eE]|$)/.test(token.text)) put(token, `0${token.text.replace(".", "")}`);
    if (token.kind !== "word") return;
    if (inDuration[index] === true) return put(token, token.text.toLowerCase());
    if (!called) return;
    if (/^(min|max)_of$/i.test(token.text)) return put(token, "minute");
    if (!isCallable(token.text)) {
      throw new QuerySyntaxError(`Unknown function "${token.text}"`, positionOf(token));
    }
  });
  return parts.join("") + text.slice(last);
}

function isCallable(word: string): boolean {
  const lower = word.toLowerCase();
  return functions.has(word) || aggregators.has(lower) || keywords.has(lower);
}

function unreadable(token: Token): QuerySyntaxError {
  const quote = `"'\``.includes(token.text[0] ?? "");
  return new QuerySyntaxError(
    quote ? `String has no closing quote: ${token.text}` : `Unexpected character "${token.text}"`,
    positionOf(token),
  );
}

/** For each token whether it stands in brackets, or in what follows `offset`. */
function durationContext(tokens: readonly Token[]): boolean[] {
  let brackets = 0;
  let afterOffset = false;
  let parens = 0;
  let openedAt: number | undefined;
  return tokens.map((token) => {
    if (token.text === "[") brackets += 1;
    if (token.text === "]") brackets -= 1;
    if (token.text === "(") {
      parens += 1;
      if (afterOffset && openedAt === undefined) openedAt = parens;
    }
    const inside = brackets > 0 || (afterOffset && token.text.toLowerCase() !== "offset");
    if (token.text === ")") {
      if (openedAt === parens) afterOffset = false;
      if (!afterOffset) openedAt = undefined;
      parens -= 1;
    }
    if (afterOffset && openedAt === undefined && (token.kind === "number" || token.kind === "duration")) {
      afterOffset = false;
    }
    if (token.kind === "word" && token.text.toLowerCase() === "offset" && brackets === 0) afterOffset = true;
    return inside;
  });
}

function positionOf(token: Token) {
  return { start: token.start, end: token.start + token.text.length };
}
