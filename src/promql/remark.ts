import type { Position } from "./ast.ts";

/** Something to know about a query before trusting its answer. */
export interface Remark {
  /** `error`: the query cannot answer. `warning`: its answer misleads. `hint`: it could be better. */
  readonly severity: "error" | "warning" | "hint";
  /** A sentence without a final period. */
  readonly text: string;
  readonly position: Position;
  /** What to write instead. */
  readonly fix?: string;
  /**
   * Set where a reader of remarks must tell this one from others.
   *
   * - `lifetime`: the value is everything since a process started.
   * - `evaluation`: Prometheus refuses it when it evaluates the query, not when it reads it.
   */
  readonly rule?: "lifetime" | "evaluation";
}
