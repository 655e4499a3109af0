import type { Position } from "./ast.ts";

/** A query that is no PromQL; `position` is the offending piece of the text. */
export class QuerySyntaxError extends SyntaxError {
  readonly position: Position;

  constructor(message: string, position: Position) {
    super(message);
    this.name = "QuerySyntaxError";
    this.position = position;
  }
}

/** The line and column of an offset, both from 1. */
export function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
