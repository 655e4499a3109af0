import { aggregators, functions } from "../promql/functions.ts";
import { scanQuery, type Token } from "../promql/scan.ts";

/** What may be written at a place of a query. */
export type Expected =
  | { readonly kind: "operand"; readonly after: "start" | "operator" }
  | { readonly kind: "operator"; readonly after: "operand" | "aggregator" }
  /** The name of a label: of the given metric in braces, of any in a grouping. */
  | { readonly kind: "label"; readonly metric: string | undefined; readonly grouping: boolean }
  | { readonly kind: "value"; readonly metric: string | undefined; readonly label: string }
  /** `words` are those of the query so far: the metric whose window it is, among others. */
  | { readonly kind: "duration"; readonly words: readonly string[] }
  | { readonly kind: "instant" }
  | { readonly kind: "nothing" };

/** The place of the cursor: what may stand there, and the piece of the text that a completion replaces. */
export interface CompletionContext {
  readonly expected: Expected;
  readonly start: number;
  readonly end: number;
  /** What is already written of it, without a quote. */
  readonly prefix: string;
  /** The quote that a value stands in; "" when it has none yet. */
  readonly quote: string;
}

/** What may be written at an offset of a query, valid or not. Never throws. */
export function completionContext(text: string, cursor: number): CompletionContext {
  const tokens = scanQuery(text);
  const index = tokens.findIndex(({ start, text: piece }) => start < cursor && cursor <= start + piece.length);
  const present = tokens[index];
  const inside = present !== undefined && isWritten(present, cursor) ? present : undefined;
  const before = tokens.slice(0, inside === undefined ? index + 1 : index).filter(isMeaning);
  const at = { start: cursor, end: cursor, prefix: "", quote: "" };
  if (present?.kind === "comment" && inside === undefined) return { ...at, expected: { kind: "nothing" } };
  const expected = expectedAfter(before);
  if (inside === undefined) return { ...at, expected };
  const { start, text: piece } = inside;
  if (!isQuoted(inside)) {
    const isWord = inside.kind === "word" || expected.kind === "duration";
    const place = { start, end: start + piece.length, prefix: text.slice(start, cursor), quote: "" };
    return { ...place, expected: isWord ? expected : { kind: "nothing" } };
  }
  if (expected.kind !== "value") return { ...at, expected: { kind: "nothing" } };
  const [quote = ""] = piece;
  const end = start + piece.length - (inside.kind === "string" ? 1 : 0);
  return { start: start + 1, end, prefix: text.slice(start + 1, cursor), quote, expected };
}

const isMeaning = ({ kind }: Token) => kind !== "space" && kind !== "comment";
const isQuoted = ({ kind, text }: Token) => (kind === "string" || kind === "error") && /^["'`]/.test(text);

/** Whether the token before the cursor is one that is still being written. */
function isWritten(token: Token, cursor: number): boolean {
  if (token.kind === "string") return cursor < token.start + token.text.length;
  return token.kind === "word" || token.kind === "number" || token.kind === "duration" || isQuoted(token);
}

interface Bracket {
  readonly open: string;
  /** The token before it. */
  readonly owner: Token | undefined;
}

const clauses = /^(by|without|on|ignoring|group_left|group_right)$/i;
const binaryWords = /^(and|or|unless|atan2)$/i;

function expectedAfter(before: readonly Token[]): Expected {
  const last = before.at(-1);
  const bracket = openBracket(before);
  if (bracket?.open === "{") return expectedInBraces(before, bracket.owner);
  if (bracket?.open === "(" && clauses.test(bracket.owner?.text ?? "")) {
    return last?.text === "(" || last?.text === ","
      ? { kind: "label", metric: undefined, grouping: true }
      : { kind: "nothing" };
  }
  if (bracket?.open === "[") {
    return last?.text === "[" || last?.text === ":" ? durationAfter(before) : { kind: "nothing" };
  }
  if (last === undefined) return { kind: "operand", after: "start" };
  if (/^offset$/i.test(last.text) || (last.text === "-" && /^offset$/i.test(before.at(-2)?.text ?? ""))) {
    return durationAfter(before);
  }
  if (last.text === "@") return { kind: "instant" };
  if (last.text === "(" || last.text === ",") return { kind: "operand", after: "start" };
  if (/^bool$/i.test(last.text) || binaryWords.test(last.text)) return { kind: "operand", after: "operator" };
  if (last.kind === "symbol" && !/^[)\]}]$/.test(last.text)) return { kind: "operand", after: "operator" };
  if (last.text === ")" && isMatching(before)) return { kind: "operand", after: "start" };
  if (aggregators.has(last.text.toLowerCase())) return { kind: "operator", after: "aggregator" };
  return functions.has(last.text) ? { kind: "nothing" } : { kind: "operator", after: "operand" };
}

function durationAfter(before: readonly Token[]): Expected {
  return { kind: "duration", words: before.flatMap(({ kind, text }) => (kind === "word" ? [text] : [])) };
}

function expectedInBraces(before: readonly Token[], owner: Token | undefined): Expected {
  const metric = owner?.kind === "word" ? owner.text : undefined;
  const last = before.at(-1)?.text ?? "";
  if (last === "{" || last === ",") return { kind: "label", metric, grouping: false };
  if (/^(=|!=|=~|!~)$/.test(last)) return { kind: "value", metric, label: before.at(-2)?.text ?? "" };
  return { kind: "nothing" };
}

/** The innermost bracket that is still open, and what stands before it. */
function openBracket(tokens: readonly Token[]): Bracket | undefined {
  const open: Bracket[] = [];
  tokens.forEach(({ text }, index) => {
    if (/^[({[]$/.test(text)) open.push({ open: text, owner: tokens[index - 1] });
    else if (/^[)}\]]$/.test(text)) open.pop();
  });
  return open.at(-1);
}

/** Whether the parenthesis that closes last is that of `on (…)`, after which the right operand follows. */
function isMatching(tokens: readonly Token[]): boolean {
  let depth = 0;
  for (let index = tokens.length - 1; index >= 0; index -= 1) {
    const { text } = tokens[index] ?? { text: "" };
    if (text === ")") depth += 1;
    if (text === "(") depth -= 1;
    if (depth === 0) return /^(on|ignoring|group_left|group_right|by|without)$/i.test(tokens[index - 1]?.text ?? "");
  }
  return false;
}
