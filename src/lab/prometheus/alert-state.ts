import { type Labels, labelsKey } from "../../core/labels.ts";
import type { Instant } from "../../core/time.ts";
import { dropMetadata, withLabel } from "../../promql/engine/label-set.ts";
import type { VectorSample } from "../../promql/engine/query-value.ts";
import type { AlertRule } from "./config.ts";
import { expandTemplate } from "./template.ts";

/** An alert that is pending or firing. One that is neither is not kept: it is resolved. */
export interface ActiveAlert {
  /** Those of the series, of the rule, and `alertname`. */
  readonly labels: Labels;
  readonly annotations: Readonly<Record<string, string>>;
  readonly state: "pending" | "firing";
  /** Since when the expression has yielded it. */
  readonly activeAt: Instant;
  readonly value: number;
}

/**
 * The alerts of a rule after its expression yielded `samples` at `at`; `active` are those before.
 *
 * - An alert is pending from the first instant at which the expression yields it, and fires as soon as it has done so
 *   for `for` ms without a break.
 * - Throws `RangeError` where two series would be the same alert.
 */
export function nextAlerts(
  rule: AlertRule,
  active: readonly ActiveAlert[],
  samples: readonly VectorSample[],
  at: Instant,
): ActiveAlert[] {
  const known = new Map(active.map((alert) => [labelsKey(alert.labels), alert]));
  const next = new Map<string, ActiveAlert>();
  for (const sample of samples) {
    const labels = alertLabels(rule, sample);
    const key = labelsKey(labels);
    if (next.has(key)) throw new RangeError(sameLabels("alert"));
    const before = known.get(key);
    const activeAt = before?.activeAt ?? at;
    const annotations = Object.fromEntries(
      Object.entries(rule.annotations ?? {}).map(([name, text]) => [name, expandTemplate(text, sample)]),
    );
    const isFiring = before?.state === "firing" || at - activeAt >= rule.for;
    next.set(key, { labels, annotations, state: isFiring ? "firing" : "pending", activeAt, value: sample.value });
  }
  return [...next.values()];
}

/** The labels of a sample with those of the rule, their templates expanded, in place of the metric's name. */
function alertLabels(rule: AlertRule, sample: VectorSample): Labels {
  let labels = dropMetadata(sample.labels);
  for (const [name, text] of Object.entries(rule.labels ?? {})) {
    labels = withLabel(labels, name, expandTemplate(text, sample));
  }
  return withLabel(labels, "alertname", rule.name);
}

/** Why a rule has no result, in Prometheus' words. */
export function sameLabels(kind: "alert" | "rule"): string {
  return `vector contains metrics with the same labelset after applying ${kind} labels`;
}

/** What is kept of alerts: that each is active and in which state, and since when, in whole s. */
export function alertSamples(alerts: readonly ActiveAlert[]): VectorSample[] {
  return alerts.flatMap(({ labels, state, activeAt }) => [
    { labels: { ...labels, __name__: "ALERTS", alertstate: state }, value: 1 },
    { labels: { ...labels, __name__: "ALERTS_FOR_STATE" }, value: Math.floor(activeAt / 1_000) },
  ]);
}
