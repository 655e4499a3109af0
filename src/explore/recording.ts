import type { Interval } from "../core/time.ts";
import type { QueryOptions } from "../promql/engine/options.ts";

/** How a session was recorded, as far as its answers depend on it: what the page tells the worker beside the samples. JSON. */
export interface Recording {
  readonly interval: Interval;
  /** How the recorded Prometheus would evaluate a query. */
  readonly options: Pick<QueryOptions, "rules" | "subqueryStep">;
  /** The selectors whose samples were recorded: the archive holds nothing of other series. */
  readonly selectors: readonly string[];
  /** What the recorder warned of: samples of a selector that the archive lacks. */
  readonly losses: readonly { readonly selector: string; readonly words: string }[];
}
