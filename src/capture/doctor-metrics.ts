import type { Labels } from "../core/labels.ts";
import { isRecord } from "../core/record.ts";
import type { Duration, Instant } from "../core/time.ts";
import { parseDuration } from "../core/time.ts";
import type { ExaminedPrometheus } from "./doctor-effects.ts";
import type { DoctorRemark } from "./doctor-remark.ts";
import { doctorReason } from "./doctor-reason.ts";

/** What is known of the metrics that a plan's queries touch. */
export interface MetricKnowledge {
  readonly names: readonly string[];
  readonly types: ReadonlyMap<string, string>;
  /** The label sets of the touched metrics that had samples lately, by metric. */
  readonly series: ReadonlyMap<string, readonly Labels[]>;
  /** ms between two scrapes, by job. */
  readonly scrapeIntervals: ReadonlyMap<string, Duration>;
}

/** How far back a series counts as living, ms. */
const lately = 600_000;

/** Asks Prometheus for names, types, targets and the series of the given metrics; what it does not tell is left out. */
export async function learnMetrics(
  prometheus: ExaminedPrometheus,
  metrics: readonly string[],
  now: Instant,
): Promise<{ knowledge: MetricKnowledge; remarks: DoctorRemark[] }> {
  const names = (await prometheus.metricNames()).result;
  const remarks: DoctorRemark[] = [];
  const optional = async <Value>(words: string, call: () => Promise<Value>, none: Value): Promise<Value> => {
    try {
      return await call();
    } catch (error) {
      remarks.push({ state: "caution", text: `Prometheus does not tell ${words}: ${doctorReason(error)}` });
      return none;
    }
  };
  const types = await optional(
    "the types of its metrics",
    async () => typesOf((await prometheus.metadata()).result),
    new Map(),
  );
  const targets = await optional("its targets", async () => targetsOf((await prometheus.targets()).result), []);
  const known = new Set(names);
  const asked = [...new Set(metrics)].filter((metric) => known.has(metric));
  const interval = { start: now - lately, end: now };
  const series = new Map<string, readonly Labels[]>();
  for (const metric of asked) {
    const matcher = `{__name__=${JSON.stringify(metric)}}`;
    const found = await optional(
      `the series of "${metric}"`,
      async () => (await prometheus.series([matcher], interval)).result,
      undefined,
    );
    if (found !== undefined) series.set(metric, found);
  }
  remarks.unshift(...targetRemarks(targets));
  const scrapeIntervals = new Map<string, Duration>();
  for (const { job, interval } of targets) {
    if (interval !== undefined) scrapeIntervals.set(job, Math.max(interval, scrapeIntervals.get(job) ?? 0));
  }
  if (scrapeIntervals.size === 0) {
    const config = await optional("its configuration", async () => (await prometheus.runningConfig()).result.yaml, "");
    const interval = intervalOf(/^\s*scrape_interval:\s*"?(\w+)/m.exec(config)?.[1]);
    if (interval !== undefined) scrapeIntervals.set("", interval);
  }
  return { knowledge: { names, types, series, scrapeIntervals }, remarks };
}

/**
 * The longest time between two scrapes of what the metrics come from, ms.
 *
 * - Of anything, where their job is not known; `undefined` when none of them exists.
 */
export function scrapeIntervalOf(metrics: readonly string[], knowledge: MetricKnowledge): Duration | undefined {
  if (!metrics.some((metric) => knowledge.names.includes(metric))) return undefined;
  const jobs = new Set(
    metrics.flatMap((metric) => (knowledge.series.get(metric) ?? []).map((labels) => labels["job"])),
  );
  const own = [...jobs].flatMap((job) => knowledge.scrapeIntervals.get(job ?? "") ?? []);
  const intervals = own.length > 0 ? own : [...knowledge.scrapeIntervals.values()];
  return intervals.length === 0 ? undefined : Math.max(...intervals);
}

/** The finite bounds of each histogram among the known series, ascending. */
export function boundsOf(knowledge: MetricKnowledge): Map<string, number[]> {
  const bounds = new Map<string, number[]>();
  for (const [metric, series] of knowledge.series) {
    if (!metric.endsWith("_bucket")) continue;
    const values = new Set(series.map((labels) => Number(labels["le"])).filter(Number.isFinite));
    bounds.set(metric.slice(0, -"_bucket".length), [...values].sort((a, b) => a - b));
  }
  return bounds;
}

interface Target {
  readonly job: string;
  readonly instance: string;
  readonly up: boolean;
  readonly reason: string;
  readonly interval: Duration | undefined;
}

function targetsOf(result: unknown): Target[] {
  const active = isRecord(result) ? result["activeTargets"] : undefined;
  if (!Array.isArray(active)) return [];
  return active.filter(isRecord).map((target) => {
    const labels = isRecord(target["labels"]) ? target["labels"] : {};
    const reason = typeof target["lastError"] === "string" ? target["lastError"] : "";
    return {
      job: String(labels["job"] ?? ""),
      instance: String(labels["instance"] ?? ""),
      up: target["health"] !== "down",
      reason: reason === "" ? "no reason given" : reason,
      interval: intervalOf(target["scrapeInterval"]),
    };
  });
}

function intervalOf(text: unknown): Duration | undefined {
  try {
    return typeof text === "string" ? parseDuration(text) : undefined;
  } catch {
    return undefined;
  }
}

function targetRemarks(targets: readonly Target[]): DoctorRemark[] {
  if (targets.length === 0) return [];
  const down = targets.filter((target) => !target.up).map((target): DoctorRemark => ({
    state: "caution",
    text: `Target ${target.job} ${target.instance} is down: ${target.reason}`,
  }));
  const up = targets.length - down.length;
  return [
    {
      state: down.length === 0 ? "good" : "note",
      text: `${up} of ${targets.length} scrape target${targets.length === 1 ? "" : "s"} up`,
    },
    ...down,
  ];
}

function typesOf(metadata: Readonly<Record<string, readonly { readonly type: string }[]>>): Map<string, string> {
  return new Map(
    Object.entries(metadata).flatMap(([name, entries]) => {
      const types = new Set(entries.map((entry) => entry.type));
      const [type] = types;
      return types.size === 1 && type !== undefined ? [[name, type] as const] : [];
    }),
  );
}
