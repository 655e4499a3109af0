/** A piece of a query's text. The pieces of a text follow one another without a gap. */
export interface Token {
  readonly kind: "space" | "comment" | "string" | "number" | "duration" | "word" | "symbol" | "error";
  readonly text: string;
  readonly start: number;
}

const rules: readonly (readonly [Token["kind"], RegExp])[] = [
  ["space", /\s+/y],
  ["comment", /#[^\n]*/y],
  ["string", /"(?:[^"\\\n]|\\[^\n])*"|'(?:[^'\\\n]|\\[^\n])*'|`[^`]*`/y],
  ["error", /"(?:[^"\\\n]|\\[^\n])*|'(?:[^'\\\n]|\\[^\n])*|`[^`]*/y],
  ["number", /0x[0-9a-fA-F]+/y],
  ["duration", /(?:\d+(?:ms|[ywdhms]))+(?![A-Za-z0-9_.])/y],
  ["number", /(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?/y],
  ["word", /[A-Za-z_:][A-Za-z0-9_:]*/y],
  ["symbol", /==|!=|<=|>=|=~|!~|<\/|>\/|[-+*/%^=<>@(){}[\],:]/y],
  ["error", /[\s\S]/y],
];
const wordInBrackets = /[A-Za-z_][A-Za-z0-9_]*/y;

/** Cuts a text into tokens, valid or not. Never throws. */
export function scanQuery(text: string): Token[] {
  const tokens: Token[] = [];
  let brackets = 0;
  for (let start = 0; start < text.length;) {
    const token = tokenAt(text, start, brackets > 0);
    if (token.kind === "symbol" && token.text === "[") brackets += 1;
    if (token.kind === "symbol" && token.text === "]") brackets = Math.max(0, brackets - 1);
    tokens.push(token);
    start += token.text.length;
  }
  return tokens;
}

function tokenAt(text: string, start: number, inBrackets: boolean): Token {
  for (const [kind, plain] of rules) {
    const rule = kind === "word" && inBrackets ? wordInBrackets : plain;
    rule.lastIndex = start;
    const match = rule.exec(text);
    if (match !== null && match[0] !== "") return { kind, text: match[0], start };
  }
  return { kind: "error", text: text.slice(start, start + 1), start };
}

/** The tokens that carry meaning: no spaces, no comments. */
export function significant(tokens: readonly Token[]): Token[] {
  return tokens.filter((token) => token.kind !== "space" && token.kind !== "comment");
}
