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
  /** Set where a reader of remarks must tell this one from others: the value is everything since a process started. */
  readonly rule?: "lifetime";
}
