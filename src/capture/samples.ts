import type { Recording } from "../archive/recording-fs.ts";
import { targetKey } from "../core/labels.ts";
import { sampleLoss } from "../core/sample-loss.ts";
import type { Duration, Instant } from "../core/time.ts";
import type { Prometheus } from "./prometheus.ts";
import { isPassing } from "./retry.ts";
import { type FetchedWindow, fetchWindow, type SelectorRecord } from "./selector-fetch.ts";
import { reasonOf } from "./source-error.ts";

/** What a round of fetching came to. */
export interface SamplesRound {
  readonly warnings: readonly string[];
  /** Why Prometheus did not answer; `undefined` when it answered for every selector. */
  readonly failure: string | undefined;
}

/** Fetches raw samples, window after window. */
export interface Samples {
  /** Fetches up to `end` (by Prometheus' clock) and writes what is new; asks again for the last `reach` ms. */
  fetch(end: Instant, reach: Duration, attempts: number): Promise<SamplesRound>;
}

/** Samples of the selectors from `start` on (by Prometheus' clock). `up` comes first: its stamps are those of the scrapes. */
export function collectSamples(
  prometheus: Prometheus,
  recording: Pick<Recording, "appendSamples">,
  selectors: readonly string[],
  start: Instant,
): Samples {
  const ordered = [...selectors].sort((a, b) => Number(b === "up") - Number(a === "up"));
  const records: SelectorRecord[] = ordered.map((selector) => ({ selector, end: start, tracked: new Map() }));
  const scrapes = new Map<string, Instant[]>();

  function noteScrapes(window: FetchedWindow, end: Instant): void {
    for (const { labels, times } of window.fresh) {
      const key = targetKey(labels);
      const kept = (scrapes.get(key) ?? []).filter((at) => at > end - 600_000);
      const last = kept.at(-1) ?? -Infinity;
      scrapes.set(key, [...kept, ...times.filter((at) => at > last)]);
    }
  }

  return {
    async fetch(end, reach, attempts) {
      const warnings: string[] = [];
      const windows: FetchedWindow[] = [];
      let failure: string | undefined;
      const from = Math.min(...records.map((record) => record.end));
      for (const record of records) {
        if (end <= record.end) continue;
        try {
          const window = await fetchWindow(prometheus, record, { end, reach, after: start, scrapes }, attempts);
          if (record.selector === "up") noteScrapes(window, end);
          windows.push(window);
          warnings.push(...window.warnings);
        } catch (error) {
          if (isPassing(error)) {
            failure = reasonOf(error);
            break;
          }
          warnings.push(sampleLoss.refused(record.selector, reasonOf(error)));
        }
      }
      const series = windows.flatMap((window) => window.series);
      if (series.length > 0) await recording.appendSamples({ start: from, end }, series);
      for (const window of windows) window.commit();
      return { warnings, failure };
    },
  };
}
