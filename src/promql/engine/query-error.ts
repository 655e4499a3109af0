import type { Position } from "../ast.ts";

/** Why a well-formed query has no answer. */
export type QueryErrorKind = "execution" | "timeout" | "limit" | "invalid" | "unsupported";

/**
 * A query that could be read and not be answered.
 *
 * - `execution`: Prometheus refuses it too, with the same words. `timeout` and `limit`: it ran into a limit.
 * - `invalid`: it does not fit the request: a range vector over a range, a duration that comes out below 0.
 * - `unsupported`: it asks for what this engine does not have (native histograms, start timestamps); `position` tells where.
 */
export class QueryError extends Error {
  readonly kind: QueryErrorKind;
  readonly position: Position | undefined;

  constructor(kind: QueryErrorKind, message: string, position?: Position, cause?: unknown) {
    super(message, { cause });
    this.name = "QueryError";
    this.kind = kind;
    this.position = position;
  }
}
