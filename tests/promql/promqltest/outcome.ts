/** Where an answer is not what was expected; each side a line of text. */
export interface Difference {
  readonly expected: string;
  readonly got: string;
}

/**
 * What became of a case.
 *
 * - `failed`: in which way it was evaluated, and what differs.
 * - `unsupported`: why a float-only engine cannot answer it.
 */
export type Outcome =
  | { readonly kind: "passed" }
  | { readonly kind: "failed"; readonly mode: string; readonly differences: readonly Difference[] }
  | { readonly kind: "unsupported"; readonly reason: string };

/** A case of a script and what became of it; `line` counts from 1. */
export interface CaseResult {
  readonly line: number;
  readonly query: string;
  readonly outcome: Outcome;
}

/** The cases of one script. */
export interface ScriptResult {
  readonly file: string;
  readonly cases: readonly CaseResult[];
}
