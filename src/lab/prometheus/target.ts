import type { Labels } from "../../core/labels.ts";
import type { Duration } from "../../core/time.ts";
import { hashLabels } from "../../promql/engine/label-hash.ts";
import type { Beat } from "./beat.ts";
import { type PrometheusConfig, scrapeTimeoutOf } from "./config.ts";

/** Something to scrape. */
export interface Target {
  readonly job: string;
  readonly instance: string;
  readonly url: string;
  /** What its series get: `job` and `instance`. */
  readonly labels: Labels;
  /** When it is scraped: each target at an offset of its own. */
  readonly beat: Beat;
  readonly timeout: Duration;
}

/** The targets of a configuration; `offsets` are those that shall not be as it happens, ms, by instance. */
export function targetsOf(
  { jobs, scrapeInterval }: PrometheusConfig,
  offsets: Readonly<Record<string, Duration>> = {},
): Target[] {
  return jobs.flatMap((job) =>
    job.targets.map((instance) => {
      const labels = { job: job.name, instance };
      const interval = job.scrapeInterval ?? scrapeInterval;
      return {
        job: job.name,
        instance,
        url: `http://${instance}${job.metricsPath ?? "/metrics"}`,
        labels,
        beat: { interval, offset: offsets[instance] ?? hashedOffset(labels, interval) },
        timeout: scrapeTimeoutOf(interval),
      };
    })
  );
}

/** An offset within an interval that the same labels always have. */
export function hashedOffset(labels: Labels, interval: Duration): Duration {
  return Number(hashLabels(labels) % BigInt(interval));
}

/**
 * The labels of an exposed sample as a series of the target: those of the target win, and what the sample called so is
 * called `exported_…`.
 */
export function seriesLabels(exposed: Labels, { labels }: Target): Labels {
  const named = new Map(Object.entries(exposed));
  for (const [name, value] of Object.entries(labels)) {
    const other = named.get(name);
    named.set(name, value);
    if (other === undefined) continue;
    let exported = `exported_${name}`;
    while (named.has(exported)) exported = `exported_${exported}`;
    named.set(exported, other);
  }
  return Object.fromEntries(named);
}
