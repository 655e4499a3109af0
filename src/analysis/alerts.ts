import type { FactOf } from "../core/fact.ts";
import { type Labels, labelsKey } from "../core/labels.ts";
import { isStale, type Series } from "../core/series.ts";
import { median } from "../core/statistics.ts";
import type { Instant, Interval } from "../core/time.ts";
import type { AlertReport } from "./report.ts";
import { clip, unionOf } from "./spans.ts";

interface AlertTimes {
  readonly labels: Labels;
  readonly pending: Interval[];
  readonly firing: Interval[];
}

/**
 * When each alert was pending and firing: from the samples of `ALERTS`, to the rule's own evaluation.
 * Of an alert without samples, from what Prometheus' API said when it was asked, which is later.
 */
export function reportAlerts(
  series: readonly Series[],
  facts: readonly FactOf<"alert">[],
  session: Interval,
): AlertReport[] {
  const alerts = new Map<string, AlertTimes>();
  const sampled = fromSamples(series);
  const known = new Set(sampled.map(({ labels }) => labelsKey(labels)));
  const told = fromFacts(facts, session).filter(({ labels }) => !known.has(labelsKey(labels)));
  for (const { labels, state, intervals } of [...sampled, ...told]) {
    const key = labelsKey(labels);
    const alert = alerts.get(key) ?? { labels, pending: [], firing: [] };
    alerts.set(key, alert);
    alert[state].push(...clip(intervals, session));
  }
  return [...alerts.values()].filter(({ pending, firing }) => pending.length + firing.length > 0).map((alert) => ({
    name: alert.labels.alertname ?? "unnamed alert",
    labels: alert.labels,
    pending: unionOf(alert.pending),
    firing: unionOf(alert.firing),
  })).sort((a, b) => a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}

interface AlertState {
  readonly labels: Labels;
  readonly state: "pending" | "firing";
  readonly intervals: readonly Interval[];
}

function fromSamples(series: readonly Series[]): AlertState[] {
  return series.flatMap((each) => {
    const { __name__: name, alertstate: state, ...labels } = each.labels;
    if (name !== "ALERTS" || (state !== "pending" && state !== "firing")) return [];
    return [{ labels, state, intervals: presenceOf(each) }];
  });
}

/** Where a series is present: until a staleness marker, or for one more sample's time after the last before a gap. */
function presenceOf(series: Series): Interval[] {
  const gaps = series.times.subarray(1).map((at, index) => at - (series.times[index] ?? at));
  const every = median(gaps) ?? 15_000;
  const intervals: Interval[] = [];
  let start: Instant | undefined;
  series.times.forEach((at, index) => {
    if (isStale(series, index)) {
      if (start !== undefined) intervals.push({ start, end: at });
      start = undefined;
      return;
    }
    start ??= at;
    const next = series.times[index + 1];
    if (next !== undefined && next - at <= 2.5 * every) return;
    intervals.push({ start, end: at + every });
    start = undefined;
  });
  return intervals;
}

function fromFacts(facts: readonly FactOf<"alert">[], session: Interval): AlertState[] {
  const byAlert = Map.groupBy(facts, ({ labels }) => labelsKey(withoutState(labels)));
  return [...byAlert.values()].flatMap((own) =>
    own.flatMap(({ at, labels, state }, index): AlertState[] => {
      if (state === "inactive") return [];
      const end = own[index + 1]?.at ?? session.end;
      return [{ labels: withoutState(labels), state, intervals: [{ start: at, end }] }];
    })
  );
}

function withoutState(labels: Labels): Labels {
  const { alertstate: _state, __name__: _name, ...rest } = labels;
  return rest;
}
