import type { Position } from "./ast.ts";
import { lineAndColumn } from "./syntax-error.ts";

const room = 96;

/**
 * The line of a query with a caret under each letter of a place in it, for a terminal.
 *
 * - Of a long line the part around the place is shown; of a place over several lines its first.
 * - A place at the end of the query has one caret behind it.
 */
export function formatCaret(query: string, { start, end }: Position): string[] {
  const { line, column } = lineAndColumn(query, start);
  const text = (query.split("\n")[line - 1] ?? "").replace(/\s/g, " ");
  const from = Math.max(0, Math.min(column - 1 - Math.floor(room / 2), text.length - room));
  const [before, after] = [from > 0 ? "…" : "", text.length > from + room ? "…" : ""];
  const place = column - 1 - from;
  const length = Math.max(1, Math.min(end - start, text.length - (column - 1), room - place));
  return [
    `  ${before}${text.slice(from, from + room)}${after}`,
    `  ${" ".repeat(before.length + place)}${"^".repeat(length)}`,
  ];
}
