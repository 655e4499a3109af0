import type { Series } from "../../core/series.ts";
import type { VectorSelector } from "../ast.ts";
import { matchesLabels, metricOf } from "../selectors.ts";

/** Samples that queries are asked of. */
export interface SampleStore {
  readonly series: readonly Series[];
  /**
   * The series that a selector matches, each once, in the order of the store.
   * Throws `QueryError` of kind `unsupported` where it holds samples that this engine cannot evaluate.
   */
  select(selector: VectorSelector): readonly Series[];
}

/** The answers to more selectors are not kept: whoever asks a server for long asks for ever new ones. */
const mostKnown = 1_000;

/** A store over series, found by their metric's name. */
export function storeOf(series: readonly Series[]): SampleStore {
  const byName = Map.groupBy(series, ({ labels }) => labels.__name__ ?? "");
  const known = new Map<string, readonly Series[]>();
  return {
    series,
    select(selector) {
      const key = JSON.stringify([selector.name, selector.matchers]);
      const found = known.get(key) ?? find(selector);
      if (known.size >= mostKnown) known.clear();
      known.set(key, found);
      return found;
    },
  };

  function find(selector: VectorSelector): readonly Series[] {
    const name = metricOf(selector);
    const candidates = name === undefined ? series : byName.get(name) ?? [];
    return candidates.filter(({ labels }) => matchesLabels(selector, labels));
  }
}
