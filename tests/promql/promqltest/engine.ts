import type { Instant } from "../../../src/core/time.ts";
import type { Expr } from "../../../src/promql/ast.ts";
import { evaluateInstant, evaluateRange, type QueryRange } from "../../../src/promql/engine/evaluate.ts";
import type { QueryOptions } from "../../../src/promql/engine/options.ts";
import type { QueryResult } from "../../../src/promql/engine/query-value.ts";
import type { SampleStore } from "../../../src/promql/engine/store.ts";

/** What answers the queries of a script; throws as `evaluateInstant` and `evaluateRange` do. */
export interface Engine {
  instant(expr: Expr, at: Instant, store: SampleStore): QueryResult;
  range(expr: Expr, range: QueryRange, store: SampleStore): QueryResult;
}

/** The options that Prometheus runs its own scripts with. */
const options: QueryOptions = { lookback: 300_000, subqueryStep: 60_000, delayedNameRemoval: true, rules: 3 };

/** Our engine, with the options of Prometheus' own tests. */
export const ourEngine: Engine = {
  instant: (expr, at, store) => evaluateInstant(expr, at, store, options),
  range: (expr, range, store) => evaluateRange(expr, range, store, options),
};
