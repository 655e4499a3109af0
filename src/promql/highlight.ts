import { readRoles, type Role } from "./roles.ts";
import { scanQuery, significant, type Token } from "./scan.ts";

/** What a piece of a query is, as far as colour tells. */
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

/** A query cut into coloured pieces, valid or not. Never throws. */
export function highlightQuery(text: string): HighlightPiece[] {
  const tokens = scanQuery(text);
  const words = significant(tokens);
  const { roles } = readRoles(words);
  let next = 0;
  const pieces = tokens.map((token) => {
    if (token !== words[next]) return { text: token.text, kind: "plain" as const };
    next += 1;
    return { text: token.text, kind: kindOf(token, roles[next - 1]) };
  });
  // What is missing at the end of the text is a token without a text.
  return pieces.filter((piece) => piece.text !== "");
}

function kindOf(token: Token, role: Role | undefined): HighlightKind {
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
      return kindOfWord(role);
  }
}

function kindOfWord(role: Role | undefined): HighlightKind {
  switch (role) {
    case "label":
    case "number":
    case "keyword":
      return role;
    case "call":
    case "aggregate":
    case "duration":
    case "bound":
      return "function";
    case "stray":
      return "error";
    default:
      return "metric";
  }
}
