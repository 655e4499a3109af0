import { formatDuration } from "../core/format.ts";
import { type Interval, lengthOf } from "../core/time.ts";
import { blindIntervals, isDocker } from "./blind.ts";
import { firstAt } from "./first-at.ts";
import { formatCount, plural } from "./plural.ts";
import type { ProbeRecord } from "./probe-request.ts";
import type { BlindReport, SourceCoverage } from "./report.ts";
import type { SessionIndex } from "./session-index.ts";
import { clip, totalLength } from "./spans.ts";
import type { Target } from "./targets.ts";

/**
 * How much of the session each source was seen: a line for each scrape target, each engine and each probe.
 * A scrape that failed saw nothing.
 */
export function reportCoverage(
  index: SessionIndex,
  probes: readonly ProbeRecord[],
  blinds: readonly BlindReport[],
): SourceCoverage[] {
  const { plan, interval } = index;
  return [
    ...[...index.targets.values()].map((target) => targetCoverage(target, interval, index.scrapeInterval)),
    ...plan.sources.docker.map(({ name }) => {
      const blind = clip(blindIntervals(blinds, (source) => isDocker(source, name)), interval);
      return pollCoverage(`docker ${name}`, blind, interval, plan.swarmEvery);
    }),
    ...probes.map((probe) => probeCoverage(probe, interval)),
  ];
}

function targetCoverage(target: Target, interval: Interval, usual: number | undefined): SourceCoverage {
  const source = `prometheus ${target.job} ${target.instance}`.trim();
  const asked = firstAt(target.scrapes, interval.end) - firstAt(target.scrapes, interval.start);
  const failed = firstAt(target.failed, interval.end) - firstAt(target.failed, interval.start);
  const seen = asked - failed;
  const every = target.interval ?? usual;
  const expected = every === undefined ? asked : Math.max(asked, Math.floor(lengthOf(interval) / every));
  const lost = failed === 0 ? "" : `; ${formatCount(failed)} failed`;
  const words = `${formatCount(seen)} of ${plural(expected, "scrape")}, every ${formatDuration(every ?? 0)}${lost}`;
  return { source, expected, seen, coverage: ratioOf(seen, expected), words };
}

function pollCoverage(source: string, blind: readonly Interval[], interval: Interval, every: number): SourceCoverage {
  const length = lengthOf(interval);
  const dark = totalLength(blind);
  const expected = every > 0 ? Math.floor(length / every) : 0;
  const coverage = length === 0 ? 0 : 1 - dark / length;
  const words = dark === 0
    ? `answered all the time, asked every ${formatDuration(every)}`
    : `did not answer for ${formatDuration(dark)} in ${plural(blind.length, "stretch", "stretches")}`;
  return { source, expected, seen: Math.round(expected * coverage), coverage, words };
}

function probeCoverage(
  { source: { name, interval: every }, requests, watched }: ProbeRecord,
  interval: Interval,
): SourceCoverage {
  const planned = Math.floor(lengthOf(requests.length === 0 ? interval : watched) / every);
  const expected = Math.max(planned, requests.length);
  const words = `${formatCount(requests.length)} of ${plural(expected, "request")} sent, every ${
    formatDuration(every)
  }`;
  return {
    source: `probe ${name}`,
    expected,
    seen: requests.length,
    coverage: ratioOf(requests.length, expected),
    words,
  };
}

function ratioOf(seen: number, expected: number): number {
  return expected === 0 ? 0 : Math.min(1, seen / expected);
}
