import { formatNumber } from "./format.ts";
import type { Objective, Panel, ProbeSource } from "./plan.ts";
import type { PresetSource } from "./preset-source.ts";
import type { Duration } from "./time.ts";
import { type TraefikNames, traefikNames } from "./traefik-names.ts";

/** The objectives and panels that a preset stands for; one objective "answers" for each probe. */
export function expandPreset(
  preset: PresetSource,
  probes: readonly Pick<ProbeSource, "name">[],
): { objectives: Objective[]; panels: Panel[] } {
  const names = traefikNames(preset.traefik, preset.by, preset.name);
  const window = writeWindow(preset.window);
  const over = `over ${windowWords(preset.window)}`;
  const objectives: Objective[] = [];
  if (preset.responseTime !== undefined) {
    const query = `sum(rate(${names.duration}_sum${names.matching()}[${window}])) / ` +
      `sum(rate(${names.duration}_count${names.matching()}[${window}]))`;
    objectives.push({
      id: "response-time",
      title: "Response time",
      words: `mean response time below ${formatNumber(preset.responseTime.value * 1_000)} ms, ${over}`,
      indicator: { kind: "promql", query },
      comparison: "<",
      threshold: preset.responseTime.value,
      unit: "seconds",
      for: 0,
    });
  }
  if (preset.errorRate !== undefined) objectives.push(errorRate(names, preset.errorRate.value, window, over));
  const threshold = preset.answers?.threshold.value ?? 0.99;
  const title = preset.answers?.title ?? "Answers";
  for (const probe of probes) objectives.push(answers(probe.name, title, threshold, probes.length));
  return { objectives, panels: traefikPanels(names, window) };
}

function errorRate(names: TraefikNames, threshold: number, window: string, over: string): Objective {
  // Before the first 50x there is no such series; "or vector(0)" says 0 then. No traffic is still 0/0, hence no answer.
  const query = `(sum(rate(${names.requests}${names.matching('code=~"5.."')}[${window}])) or vector(0)) / ` +
    `sum(rate(${names.requests}${names.matching()}[${window}]))`;
  return {
    id: "error-rate",
    title: "50x rate",
    words: `share of 50x answers below ${formatNumber(threshold * 100)} %, ${over}`,
    indicator: { kind: "promql", query },
    comparison: "<",
    threshold,
    unit: "ratio",
    for: 0,
  };
}

function answers(probe: string, title: string, threshold: number, count: number): Objective {
  return {
    id: count === 1 ? "answers" : `answers-${probe.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`,
    title: count === 1 ? title : `${title} (${probe})`,
    words: `at least ${formatNumber(threshold * 100)} % of the requests of probe ${probe} answered well`,
    indicator: { kind: "probe", probe, measure: "good ratio" },
    comparison: ">=",
    threshold,
    unit: "ratio",
    for: 0,
  };
}

function traefikPanels(names: TraefikNames, window: string): Panel[] {
  const buckets = `sum by (le) (rate(${names.duration}_bucket${names.matching()}[${window}]))`;
  const quantile = (q: number) =>
    `label_replace(histogram_quantile(${q}, ${buckets}), "quantile", "p${Math.round(q * 100)}", "", "")`;
  return [
    {
      id: "requests-by-code",
      title: "Requests per second by code",
      query: `sum by (code) (rate(${names.requests}${names.matching()}[${window}]))`,
      unit: "per second",
      legend: "{{code}}",
    },
    {
      id: "response-time-percentiles",
      title: "Response time: p50, p95, p99",
      query: [0.5, 0.95, 0.99].map(quantile).join(" or "),
      unit: "seconds",
      legend: "{{quantile}}",
    },
    {
      id: "open-connections",
      title: "Open connections",
      query: `sum(${names.openConnections})`,
      unit: "count",
    },
    {
      id: "requests-by-service",
      title: `Requests per second by ${names.serviceLabel}`,
      query: `sum by (${names.serviceLabel}) (rate(${names.serviceRequests}[${window}]))`,
      unit: "per second",
      legend: `{{${names.serviceLabel}}}`,
    },
    { id: "targets-up", title: "Targets up", query: "up", unit: "count", legend: "{{job}} {{instance}}" },
  ];
}

function writeWindow(window: Duration): string {
  if (window % 60_000 === 0) return `${window / 60_000}m`;
  return window % 1_000 === 0 ? `${window / 1_000}s` : `${window}ms`;
}

function windowWords(window: Duration): string {
  if (window % 60_000 === 0) return `${window / 60_000} min`;
  return window % 1_000 === 0 ? `${window / 1_000} s` : `${window} ms`;
}
