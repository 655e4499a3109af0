import { z } from "zod";
import { targetKey } from "../core/labels.ts";
import type { Series } from "../core/series.ts";
import { type Interval, parseDuration } from "../core/time.ts";
import type { TargetScrapes } from "./manifest.ts";

const target = z.looseObject({
  labels: z.record(z.string(), z.string()).optional(),
  scrapeInterval: z.string().optional(),
});
const targetsBody = z.looseObject({ data: z.looseObject({ activeTargets: z.array(target) }) });

/**
 * Counts the scrapes of each target by its `up` series within the session.
 *
 * - The interval is Prometheus' own where its `/api/v1/targets` states it (`targets` is that body), else the median
 *   distance between samples; a target with fewer than two samples and no stated interval is left out.
 * - Never fewer are expected than were seen: the session's edges may hold one scrape more than its length has intervals.
 */
export function countScrapes(series: readonly Series[], session: Interval, targets: unknown): TargetScrapes[] {
  const stated = statedIntervals(targets);
  return series.filter(({ labels }) => labels["__name__"] === "up").flatMap(({ labels, times, stale }) => {
    const { job = "", instance = "" } = labels;
    const every = stated.get(targetKey(labels)) ?? medianDistance(times);
    if (every === undefined || every <= 0) return [];
    const isSeen = (time: number, index: number) =>
      stale?.[index] !== 1 && time >= session.start && time <= session.end;
    const seen = times.filter(isSeen).length;
    return [{
      job,
      instance,
      every,
      expected: Math.max(seen, Math.floor((session.end - session.start) / every)),
      seen,
    }];
  });
}

function medianDistance(times: Float64Array): number | undefined {
  if (times.length < 2) return undefined;
  return times.subarray(1).map((time, index) => time - (times[index] ?? 0)).sort()[(times.length - 1) >> 1];
}

function statedIntervals(body: unknown): ReadonlyMap<string, number> {
  const stated = new Map<string, number>();
  const targets = targetsBody.safeParse(body).data?.data.activeTargets ?? [];
  for (const { labels = {}, scrapeInterval } of targets) {
    const interval = parseInterval(scrapeInterval);
    if (interval !== undefined) stated.set(targetKey(labels), interval);
  }
  return stated;
}

function parseInterval(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  try {
    return parseDuration(text);
  } catch {
    return undefined;
  }
}
