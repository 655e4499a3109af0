import type { Position } from "../promql/ast.ts";
import { type HighlightPiece, highlightQuery } from "../promql/highlight.ts";

/** A coloured piece of a query, and whether it lies within what is marked. */
export interface MarkedPiece extends HighlightPiece {
  readonly isMarked: boolean;
}

/**
 * A query cut into coloured pieces, of which those within `mark` are marked; the pieces joined are the query.
 * A mark of no length takes the character before it, or the one after where there is none before.
 */
export function markQuery(text: string, mark: Position | undefined): readonly MarkedPiece[] {
  const { start, end } = mark === undefined ? { start: 0, end: 0 } : widened(mark, text.length);
  let at = 0;
  return highlightQuery(text).flatMap(({ text: piece, kind }) => {
    const cuts = [0, start - at, end - at, piece.length].map((cut) => Math.max(0, Math.min(piece.length, cut)));
    const from = at;
    at += piece.length;
    return [0, 1, 2].flatMap((index): MarkedPiece[] => {
      const [left = 0, right = 0] = [cuts[index], cuts[index + 1]];
      const isMarked = from + left >= start && from + right <= end;
      return left === right ? [] : [{ text: piece.slice(left, right), kind, isMarked }];
    });
  });
}

function widened({ start, end }: Position, length: number): Position {
  if (end > start) return { start, end };
  return start > 0 ? { start: start - 1, end: start } : { start, end: Math.min(length, start + 1) };
}
