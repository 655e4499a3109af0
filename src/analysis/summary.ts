import { formatDuration, formatValue } from "../core/format.ts";
import type { Interval } from "../core/time.ts";
import type { Verdict } from "../core/verdict.ts";
import type { Finding, ObjectiveReport } from "./finding.ts";
import type { Phase } from "./phases.ts";
import { plural } from "./plural.ts";
import { fateOf, type ProbeRecord, sentIn } from "./probe-request.ts";
import type { Failover, QuorumReport } from "./report.ts";
import { formatPromise } from "./promise.ts";
import { totalLength } from "./spans.ts";

/** The verdict as a sentence. */
export function headlineOf(verdict: Verdict, objectives: readonly ObjectiveReport[], phases: readonly Phase[]): string {
  switch (verdict) {
    case "pass":
      return "The SLA held.";
    case "fail":
      return "The SLA did not hold.";
    case "inconclusive":
      return `Whether the SLA held cannot be told: ${untoldWords(objectives, phases)}.`;
  }
}

/** What the summary is written from. */
export interface SummaryMaterial {
  readonly overall: Interval;
  readonly phases: readonly Phase[];
  readonly objectives: readonly ObjectiveReport[];
  readonly probes: readonly ProbeRecord[];
  readonly outages: readonly Interval[];
  readonly failovers: readonly Failover[];
  readonly quorum: QuorumReport | undefined;
}

/** Two or three sentences after the headline: how long, how many, why. */
export function summarise(material: SummaryMaterial): string[] {
  return [
    ...userSentence(material),
    // What users got says it all, unless they got nothing wrong.
    ...material.outages.length === 0 ? brokenSentence(material) : [],
    ...failoverSentence(material.failovers),
    ...leaderSentence(material.quorum),
  ];
}

/** What was missing for the first objective that could not be judged, and how many more there are. */
function untoldWords(objectives: readonly ObjectiveReport[], phases: readonly Phase[]): string {
  const untold = placesOf(objectives, phases, "inconclusive");
  const [first] = untold;
  if (first === undefined) return "the plan has no objective to judge";
  const place = first.phase === undefined ? "" : ` in "${first.phase}"`;
  const others = untold.length > 1 ? `, and ${plural(untold.length - 1, "more check")} could not be made` : "";
  return `${first.title}${place}: ${first.finding.because}${others}`;
}

function userSentence({ probes, overall, outages }: SummaryMaterial): string[] {
  const sent = probes.flatMap((probe) => sentIn(probe, overall).map((request) => fateOf(probe, request)))
    .filter((fate) => fate !== "unknown");
  const lost = sent.filter((fate) => fate === "lost").length;
  if (sent.length === 0) return [];
  if (lost === 0) return [`All ${plural(sent.length, "request")} of the probe were answered well.`];
  const length = formatDuration(totalLength(outages));
  return [`Users got errors or no answer for ${length}; ${lost} of ${plural(sent.length, "request")} failed.`];
}

/** What the metrics say of the phase that they call broken for longest; the probe's part is told by what users got. */
function brokenSentence({ objectives, phases }: SummaryMaterial): string[] {
  const measured = objectives.filter(({ objective }) => objective.indicator.kind === "promql");
  const byPhase = Map.groupBy(placesOf(measured, phases, "fail"), ({ phase }) => phase);
  const longest = [...byPhase].toSorted(([, a], [, b]) => timeBrokenIn(b) - timeBrokenIn(a))[0];
  if (longest === undefined) return [];
  const [phase, places] = longest;
  const clauses = places.map(({ title, finding: { value }, objective: { objective } }) =>
    value === undefined
      ? `${title} was not ${formatPromise(objective)}`
      : `${title} ${formatValue(value, objective.unit)}, promised ${formatPromise(objective)}`
  );
  return [`By the metrics${phase === undefined ? "" : `, in "${phase}"`}: ${clauses.join("; ")}.`];
}

function timeBrokenIn(places: readonly Place[]): number {
  return Math.max(...places.map(({ finding }) => finding.timeBroken));
}

const most = 3;

/** How long the Swarm took: a sentence for a single fault, a clause for each of several. */
function failoverSentence(failovers: readonly Failover[]): string[] {
  const [only] = failovers;
  if (only === undefined) return [];
  if (failovers.length === 1) return [`${noticedWords(only)}${ranWords(only)}.`];
  const clauses = failovers.slice(0, most).map((failover) => {
    const { fault, timeToDetect, timeToRecover } = failover;
    const noticed = timeToDetect === undefined ? "not noticed" : `noticed after ${formatDuration(timeToDetect)}`;
    const well = timeToRecover === undefined
      ? "not seen well again"
      : `well again after ${formatDuration(timeToRecover)}`;
    return `${fault.label}: ${noticed}, ${well}`;
  });
  const others = failovers.length > most ? `; and ${plural(failovers.length - most, "more fault")}` : "";
  return [`${clauses.join("; ")}${others}.`];
}

function noticedWords({ timeToDetect }: Failover): string {
  return timeToDetect === undefined ? "Swarm did not notice" : `Swarm noticed after ${formatDuration(timeToDetect)}`;
}

function ranWords({ fault, moves, timeToRecover }: Failover): string {
  const ran = moves.flatMap(({ runningAt }) => runningAt ?? []);
  if (moves.length > 0 && ran.length === moves.length) {
    return ` and had every task running again after ${formatDuration(Math.max(...ran) - fault.at)}`;
  }
  return timeToRecover === undefined ? "" : `; all was well again after ${formatDuration(timeToRecover)}`;
}

/** For how long the control plane was lost, which no replacement can mend. */
function leaderSentence(quorum: QuorumReport | undefined): string[] {
  const lost = totalLength(
    (quorum?.spans ?? []).filter(({ state }) => state === "lost").map(({ interval }) => interval),
  );
  return lost === 0 ? [] : [`The Swarm was without a leader for ${formatDuration(lost)}: nothing was scheduled.`];
}

interface Place {
  readonly title: string;
  /** `undefined` for over all. */
  readonly phase: string | undefined;
  readonly finding: Finding;
  readonly objective: ObjectiveReport;
}

function placesOf(objectives: readonly ObjectiveReport[], phases: readonly Phase[], verdict: Verdict): Place[] {
  return objectives.flatMap((report) => {
    const title = report.objective.title;
    const own = report.phases.flatMap((finding, index): Place[] =>
      finding.verdict === verdict ? [{ title, phase: phases[index]?.name, finding, objective: report }] : []
    );
    if (own.length > 0 || report.overall.verdict !== verdict) return own;
    return [{ title, phase: undefined, finding: report.overall, objective: report }];
  });
}
