import type { Position } from "./ast.ts";

/** A query that is no PromQL; `position` is the offending piece of the text. */
export class QuerySyntaxError extends SyntaxError {
  readonly position: Position;
  /** What may have been meant, as a sentence beside Prometheus' own words: `Did you mean "rate"?`; "" where nothing is near. */
  readonly advice: string;

  constructor(message: string, position: Position, advice = "") {
    super(message);
    this.name = "QuerySyntaxError";
    this.position = position;
    this.advice = advice;
  }
}

/** The line and column of an offset, both from 1, as an editor counts them: in UTF-16 units. */
export function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** A place as Prometheus prints it, `1:5`: its columns count bytes of UTF-8, and an empty query has no places. */
export function formatPlace(text: string, offset: number): string {
  if (text === "") return "unknown position";
  const lines = text.slice(0, offset).split("\n");
  return `${lines.length}:${new TextEncoder().encode(lines.at(-1)).length + 1}`;
}

/** An error as Prometheus prints it: `1:5: parse error: …`. */
export function formatQueryError(text: string, error: Pick<QuerySyntaxError, "message" | "position">): string {
  return `${formatPlace(text, error.position.start)}: parse error: ${error.message}`;
}
