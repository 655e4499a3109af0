import type { Series } from "../core/series.ts";
import type { Interval } from "../core/time.ts";
import type { QueryOptions } from "../promql/engine/options.ts";
import { type SampleStore, storeOf } from "../promql/engine/store.ts";
import type { Loss, Recorded } from "../promql/lack.ts";
import { parseQuery } from "../promql/parse.ts";
import { findSelectors } from "../promql/selectors.ts";
import { type Catalog, catalogOf } from "./catalog.ts";
import type { Recording } from "./recording.ts";

/** What questions are answered from. */
export interface Archive extends Recorded {
  readonly store: SampleStore;
  readonly catalog: Catalog;
  readonly options: QueryOptions;
  readonly interval: Interval;
  readonly losses: readonly Loss[];
}

/** The archive that samples make, recorded in a certain way. */
export function archiveOf(series: readonly Series[], { interval, options, selectors, losses }: Recording): Archive {
  return {
    store: storeOf(series),
    catalog: catalogOf(series),
    options,
    interval,
    selectors: selectors.flatMap(selectorsOf),
    losses: losses.flatMap(({ selector, words }) => selectorsOf(selector).map((each) => ({ selector: each, words }))),
  };
}

const selectorsOf = (text: string) => findSelectors(parseQuery(text));
