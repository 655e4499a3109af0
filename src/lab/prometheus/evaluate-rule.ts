import { labelsKey } from "../../core/labels.ts";
import type { Instant } from "../../core/time.ts";
import type { Expr } from "../../promql/ast.ts";
import { evaluateInstant } from "../../promql/engine/evaluate.ts";
import { withLabel } from "../../promql/engine/label-set.ts";
import type { QueryOptions } from "../../promql/engine/options.ts";
import type { VectorSample } from "../../promql/engine/query-value.ts";
import type { SampleStore } from "../../promql/engine/store.ts";
import { sameLabels } from "./alert-state.ts";
import type { RecordRule } from "./config.ts";

/** What the expression of a rule yields at an instant; a scalar is one sample without labels. Throws `QueryError` and `RangeError`. */
export function evaluateRule(
  expr: Expr,
  at: Instant,
  store: SampleStore,
  options: QueryOptions,
): readonly VectorSample[] {
  const { value } = evaluateInstant(expr, at, store, options);
  switch (value.kind) {
    case "vector":
      return value.samples;
    case "scalar":
      return [{ labels: {}, value: value.value }];
    case "string":
    case "matrix":
      throw new RangeError("rule result is not a vector or scalar");
  }
}

/** What a recording rule keeps of what its expression yielded. Throws `RangeError` where two series would be the same. */
export function recordedSamples(rule: RecordRule, samples: readonly VectorSample[]): VectorSample[] {
  const recorded = new Map<string, VectorSample>();
  for (const { labels, value } of samples) {
    let named = withLabel(labels, "__name__", rule.name);
    for (const [name, text] of Object.entries(rule.labels ?? {})) named = withLabel(named, name, text);
    const key = labelsKey(named);
    if (recorded.has(key)) throw new RangeError(sameLabels("rule"));
    recorded.set(key, { labels: named, value });
  }
  return [...recorded.values()];
}
