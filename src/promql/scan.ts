import { findStringFault } from "./literal.ts";
import { quoteChar, quoteString } from "./quote.ts";
import { scanNumber } from "./scan-number.ts";

/** A piece of a query's text. The pieces of a text follow one another without a gap. */
export interface Token {
  readonly kind: "space" | "comment" | "string" | "number" | "duration" | "word" | "symbol" | "error";
  readonly text: string;
  readonly start: number;
  /** Of an `error`: what Prometheus says of it, and the offset that it names. */
  readonly fault?: { readonly text: string; readonly at: number };
}

/** What surrounds a token: labels in braces, or a duration in brackets, which is `after` once its first number is read. */
interface Scope {
  readonly braces: boolean;
  readonly brackets: "none" | "duration" | "after";
  readonly colon: boolean;
  readonly measured: boolean;
  readonly parens: number;
}

type Mode = "open" | "braces" | "duration" | "after";
type Rule = readonly [Token["kind"], RegExp];

const outermost: Scope = { braces: false, brackets: "none", colon: false, measured: false, parens: 0 };
const space: Rule = ["space", /[ \t\r\n]+/y];
const comment: Rule = ["comment", /#[^\r\n]*/y];
const string: Rule = ["string", /"(?:[^"\\\n]+|\\[\s\S]?)*"?|'(?:[^'\\\n]+|\\[\s\S]?)*'?|`[^`]*`?/y];
const durationWord: Rule = ["word", /(?:step|range|min_of|max_of)(?![A-Za-z_])/iy];
const rules: Readonly<Record<Mode, readonly Rule[]>> = {
  open: [
    space,
    comment,
    string,
    ["word", /[A-Za-z_:][A-Za-z0-9_:]*/y],
    ["symbol", /==|!=|<=|>=|<\/|>\/|[-+*/%^<>@(){[\],]|=(?!~)/y],
  ],
  braces: [space, comment, string, ["word", /[A-Za-z_][A-Za-z0-9_]*/y], ["symbol", /=~|!~|!=|[=,}]/y]],
  duration: [space, durationWord, ["symbol", /[-+*/%^(),:\]]/y]],
  after: [
    space,
    comment,
    string,
    durationWord,
    ["symbol", /::|==|!=|<=|>=|<\/|>\/|[-+*/%^<>@(){[\],:]|=(?!~)/y],
  ],
};

/**
 * Cuts a text into tokens, valid or not, where Prometheus cuts it. Never throws.
 *
 * A text that ends inside parentheses, brackets or braces has an empty `error` as its last token.
 */
export function scanQuery(text: string): Token[] {
  const tokens: Token[] = [];
  let scope = outermost;
  for (let start = 0; start < text.length;) {
    const token = tokenAt(text, start, scope);
    const fault = token.fault ?? faultOf(token, scope);
    tokens.push(fault === undefined ? token : { ...token, kind: "error", fault });
    scope = scopeAfter(token, scope);
    start += token.text.length;
  }
  const missing = missingAtEnd(scope);
  if (missing === undefined) return tokens;
  return [...tokens, { kind: "error", text: "", start: text.length, fault: { text: missing, at: text.length } }];
}

/** The tokens that carry meaning: no spaces, no comments. */
export function significant(tokens: readonly Token[]): Token[] {
  return tokens.filter((token) => token.kind !== "space" && token.kind !== "comment");
}

function modeOf(scope: Scope): Mode {
  if (scope.braces) return "braces";
  return scope.brackets === "none" ? "open" : scope.brackets;
}

function tokenAt(text: string, start: number, scope: Scope): Token {
  const mode = modeOf(scope);
  for (const [kind, rule] of rules[mode]) {
    rule.lastIndex = start;
    const found = rule.exec(text);
    if (found !== null) return { kind, text: found[0], start };
  }
  const isNumber = mode !== "braces" && /^\.?[0-9]/.test(text.slice(start, start + 2));
  return isNumber ? numberAt(text, start) : strangeAt(text, start, mode);
}

function numberAt(text: string, start: number): Token {
  const { kind, end } = scanNumber(text, start);
  const read = text.slice(start, end);
  if (kind !== "error") return { kind, text: read, start };
  const rest = /^[A-Za-z0-9_.]*/.exec(text.slice(end, end + 100))?.[0] ?? "";
  const fault = { text: `bad number or duration syntax: ${quoteString(read)}`, at: start };
  return { kind, text: read + rest, start, fault };
}

function strangeAt(text: string, start: number, mode: Mode): Token {
  const word = /^[A-Za-z_]+/.exec(text.slice(start, start + 100))?.[0];
  const char = String.fromCodePoint(text.codePointAt(start) ?? 0);
  return {
    kind: "error",
    text: word ?? char,
    start,
    fault: { text: strangeWords(text, start, char, mode), at: start },
  };
}

function strangeWords(text: string, start: number, char: string, mode: Mode): string {
  const following = text.codePointAt(start + 1);
  const next = quoteChar(following === undefined ? undefined : String.fromCodePoint(following));
  if (mode === "duration") return `unexpected character in duration expression: ${quoteChar(char)}`;
  if (mode === "braces") {
    if (char === "{") return "unexpected left brace '{'";
    return char === "!"
      ? `unexpected character after '!' inside braces: ${next}`
      : `unexpected character inside braces: ${quoteChar(char)}`;
  }
  if (char === "=" || char === "!") return `unexpected character after '${char}': ${next}`;
  const isWord = mode === "after" && /[A-Za-z_]/.test(char);
  return `unexpected character: ${quoteChar(char)}${isWord ? ", expected ':'" : ""}`;
}

/** What is wrong with a token that would be right elsewhere. */
function faultOf(token: Token, scope: Scope): Token["fault"] {
  const at = token.start;
  const end = at + token.text.length;
  if (token.kind === "string") {
    const text = findStringFault(token.text);
    return text === undefined ? undefined : { text, at };
  }
  if (token.kind !== "symbol") return undefined;
  if (token.text === ")" && scope.parens === 0) return { text: "unexpected right parenthesis ')'", at: end };
  if (token.text === "[" && scope.brackets !== "none") return { text: "unexpected left bracket '['", at };
  if (token.text === "]" && scope.brackets === "none") return { text: "unexpected right bracket ']'", at };
  if (token.text !== ":") return undefined;
  if (scope.brackets === "after") return scope.colon ? { text: "unexpected colon ':'", at } : undefined;
  if (!scope.measured) return { text: "unexpected colon before duration in duration expression", at: end };
  return scope.colon ? { text: "unexpected repeated colon in duration expression", at: end } : undefined;
}

function scopeAfter(token: Token, scope: Scope): Scope {
  const inBrackets = scope.brackets !== "none" && !scope.braces;
  if (token.kind === "number" || token.kind === "duration") return inBrackets ? { ...scope, brackets: "after" } : scope;
  if (token.kind === "word") return inBrackets ? { ...scope, measured: true } : scope;
  if (token.kind !== "symbol") return scope;
  switch (token.text) {
    case "(":
      return { ...scope, parens: scope.parens + 1 };
    case ")":
      return { ...scope, parens: Math.max(0, scope.parens - 1) };
    case "{":
      return { ...scope, braces: true };
    case "}":
      return { ...scope, braces: false };
    case "[":
      return { ...scope, brackets: "duration", colon: false, measured: false };
    case "]":
      return { ...scope, brackets: "none" };
    case ":":
    case "::":
      return { ...scope, colon: true };
    default:
      return scope;
  }
}

function missingAtEnd(scope: Scope): string | undefined {
  if (scope.braces) return "unexpected end of input inside braces";
  if (scope.brackets === "duration") return "unexpected end of input in duration expression";
  if (scope.parens > 0) return "unclosed left parenthesis";
  return scope.brackets === "after" ? "unclosed left bracket" : undefined;
}
