import { aggregators, functions } from "./functions.ts";
import { scanQuery, type Token } from "./scan.ts";

export type HighlightKind =
  | "metric"
  | "label"
  | "string"
  | "number"
  | "duration"
  | "function"
  | "keyword"
  | "operator"
  | "punctuation"
  | "plain"
  | "error";

/** A piece of a query and what it is; the pieces joined are the query. */
export interface HighlightPiece {
  readonly text: string;
  readonly kind: HighlightKind;
}

const operatorWords = /^(and|or|unless|atan2|bool|offset|fill|fill_left|fill_right|anchored|smoothed)$/i;
const clauses = /^(by|without|on|ignoring|group_left|group_right)$/i;

/** A query cut into coloured pieces, valid or not. Never throws. */
export function highlightQuery(text: string): HighlightPiece[] {
  const tokens = scanQuery(text);
  const open: ("labels" | "other")[] = [];
  let previous: Token | undefined;
  return tokens.map((token, index) => {
    if (token.text === "{") open.push("labels");
    else if (token.text === "(" || token.text === "[") {
      open.push(token.text === "(" && previous !== undefined && clauses.test(previous.text) ? "labels" : "other");
    } else if (/^[)}\]]$/.test(token.text)) open.pop();
    const kind = kindOf(token, open.at(-1) === "labels", nextOf(tokens, index));
    if (token.kind !== "space" && token.kind !== "comment") previous = token;
    return { text: token.text, kind };
  });
}

function kindOf(token: Token, inLabels: boolean, next: Token | undefined): HighlightKind {
  switch (token.kind) {
    case "space":
    case "comment":
      return "plain";
    case "string":
    case "number":
    case "duration":
    case "error":
      return token.kind;
    case "symbol":
      return /^[(){}[\],:]$/.test(token.text) ? "punctuation" : "operator";
    case "word":
      return inLabels ? "label" : kindOfWord(token.text, next);
  }
}

function kindOfWord(word: string, next: Token | undefined): HighlightKind {
  const lower = word.toLowerCase();
  if (/^(inf|nan)$/.test(lower)) return "number";
  if (next?.text === "(" && (functions.has(word) || aggregators.has(lower))) return "function";
  if (aggregators.has(lower) && next !== undefined && /^(by|without)$/i.test(next.text)) return "function";
  return operatorWords.test(word) || clauses.test(word) ? "keyword" : "metric";
}

function nextOf(tokens: readonly Token[], index: number): Token | undefined {
  return tokens.slice(index + 1).find((token) => token.kind !== "space" && token.kind !== "comment");
}
