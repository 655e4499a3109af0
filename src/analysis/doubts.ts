import { formatDuration } from "../core/format.ts";
import { type Interval, lengthOf } from "../core/time.ts";
import { factsOf } from "./facts-of.ts";
import { plural } from "./plural.ts";
import type { SessionIndex } from "./session-index.ts";
import type { AlertReport, BlindReport, Failover, Report } from "./report.ts";
import { clip, totalLength, unionOf } from "./spans.ts";

/** The parts of a report that tell how far it can be believed. */
type Grounds = Pick<Report, "blinds" | "coverage" | "alerts" | "broken" | "failovers">;

/** What the whole report rests on that a reader must know before believing it. */
export function sessionDoubts(
  index: SessionIndex,
  { blinds, coverage, alerts, broken, failovers }: Grounds,
): string[] {
  const { session, plan } = index;
  const { status, clockOffsets } = session.head;
  const all = [
    ...status === "recording" ? ["The session is still being recorded: what is to come is not judged"] : [],
    ...status === "recovered"
      ? ["The recorder ended without warning; the session was made whole from what had reached the disk"]
      : [],
    ...session.facts.length === 0 ? ["The journal is empty"] : [],
    ...blindDoubts(blinds),
    ...coverage.filter(({ source }) => !source.startsWith("docker ")).filter((source) =>
      source.coverage < plan.minimumCoverage
    )
      .map(({ source, words }) => `${source}: ${words}`),
    ...clockOffsets.filter(({ offset, roundTrip }) => Math.abs(offset) - roundTrip / 2 > tolerated).map(
      ({ source, offset }) =>
        `The clock of ${source} is ${formatDuration(offset)} off the recorder's; its stamps are not corrected`,
    ),
    ...failovers.flatMap(markDoubts),
    ...alertDoubts(alerts, broken),
    ...factsOf(session.facts, "warning").map(({ source, text }) => `${source}: ${text}`),
  ];
  const others = all.length - most;
  return others <= 0 ? all : [...all.slice(0, most), `${plural(others, "doubt")} more; the journal has every warning`];
}

/** One sentence for each source that did not answer, with the reason of its longest silence. */
function blindDoubts(blinds: readonly BlindReport[]): string[] {
  return [...Map.groupBy(blinds, ({ source }) => source)].flatMap(([source, stretches]) => {
    const longest = stretches.toSorted((a, b) => lengthOf(b.interval) - lengthOf(a.interval))[0];
    if (longest === undefined) return [];
    const length = formatDuration(totalLength(unionOf(stretches.map(({ interval }) => interval))));
    const count = stretches.length === 1 ? "" : ` in ${stretches.length} stretches; the longest`;
    return [`${source} did not answer for ${length}${count}: ${longest.reason}`];
  });
}

/** A fault whose mark was set after the first request that it cost. */
function markDoubts({ fault, losses }: Pick<Failover, "fault" | "losses">): string[] {
  const early = Math.max(0, ...losses.flatMap(({ firstLost }) => firstLost === undefined ? [] : fault.at - firstLost));
  if (early === 0) return [];
  return [
    `Requests were already lost ${formatDuration(early)} before the mark "${fault.label}": the fault began earlier ` +
    "than it was marked, so its offsets are too short by at least that",
  ];
}

const tolerated = 500;
const most = 50;

/** Alerts against what was really broken: what no alert fired for; nothing is said where none was ever pending. */
function alertDoubts(alerts: readonly AlertReport[], broken: readonly Interval[]): string[] {
  const firing = alerts.flatMap((alert) => alert.firing);
  const missed = broken.filter((interval) =>
    clip(firing, { start: interval.start, end: interval.end + grace }).length === 0
  );
  if (alerts.length === 0 || missed.length === 0) return [];
  return [`No alert fired for ${missed.length} of the ${broken.length} stretches in which the SLA was broken`];
}

const grace = 60_000;
