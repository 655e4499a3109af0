import { formatDuration, formatOffset } from "../core/format.ts";
import type { Duration, Instant } from "../core/time.ts";
import type { Recovery } from "./recovery.ts";
import { enumerate, plural } from "./plural.ts";
import type { Failover, MarkReport, ProbeLoss, Step, TaskMove } from "./report.ts";

/** What a story is told from. */
export interface Telling {
  readonly fault: MarkReport;
  readonly steps: readonly Step[];
  readonly moves: readonly TaskMove[];
  readonly losses: readonly ProbeLoss[];
  readonly metricsLate: Failover["metricsLate"];
  readonly recovery: Recovery;
}

interface Sentence {
  readonly at: Instant;
  readonly text: string;
}

/** The story of a fault in plain sentences, in the order of what they tell. */
export function tellStory(telling: Telling): Failover["story"] {
  const { fault } = telling;
  const first = { at: fault.at, text: `${fault.label}.` };
  const rest = [
    ...stepSentences(telling.steps),
    ...objectiveSentences(telling.steps, "objective broken", "broken"),
    ...objectiveSentences(telling.steps, "objective held again", "held again"),
    ...moveSentences(telling.moves, fault),
    ...telling.losses.flatMap((loss) => lossSentences(loss, fault)),
    ...delaySentences(telling),
    ...recoverySentences(telling),
  ].sort((a, b) => a.at - b.at);
  return [first, ...rest].map(({ at, text }) => ({ at, offset: at - fault.at, text }));
}

function stepSentences(steps: readonly Step[]): Sentence[] {
  return steps.flatMap(({ kind, at, offset, words }) => {
    const after = formatDuration(offset);
    switch (kind) {
      case "node down":
        return [{ at, text: `After ${after} the Swarm called ${words.replace(/ is down$/, "")} down.` }];
      case "node ready":
        return [{ at, text: `After ${after} ${words.replace(/ is ready$/, "")} was ready again.` }];
      case "leader lost":
        return [{
          at,
          text: `After ${after} a manager said that the Swarm has no leader: nothing was scheduled any more.`,
        }];
      case "leader elected":
        return [{ at, text: `After ${after} ${words.replace(/ leads the Swarm$/, "")} led the Swarm.` }];
      case "recovered":
        return [{ at, text: `${words}.` }];
      case "alert firing":
        return [{ at, text: `After ${after} ${words.replace(/ fires$/, "")} fired.` }];
      case "alert resolved":
        return [{ at, text: `After ${after} ${words}.`.replace(" is resolved.", " was resolved.") }];
      default:
        return [];
    }
  });
}

/** One sentence for the objectives that broke, or held again, at the same instant. */
function objectiveSentences(steps: readonly Step[], kind: Step["kind"], state: string): Sentence[] {
  const groups = Map.groupBy(steps.filter((step) => step.kind === kind), ({ at }) => at);
  return [...groups].map(([at, group]) => {
    const titles = enumerate(group.map(({ words }) => words.replace(/ (is broken|holds again)$/, "")));
    return { at, text: `After ${formatDuration(group[0]?.offset ?? 0)} the metrics showed ${titles} ${state}.` };
  });
}

/** One sentence for the moves that went the same way at the same time. */
function moveSentences(moves: readonly TaskMove[], fault: MarkReport): Sentence[] {
  const groups = Map.groupBy(
    moves,
    ({ from, to, desiredAt, runningAt }) => JSON.stringify([from, to, desiredAt, runningAt]),
  );
  return [...groups.values()].flatMap((group) => {
    const [move] = group;
    if (move === undefined) return [];
    const names = enumerate(group.map(({ service, slot }) => `${service}.${slot}`));
    const way = move.from === move.to ? `was replaced on ${move.to}` : `moved from ${move.from} to ${move.to}`;
    const verb = group.length > 1 ? way.replace("was replaced", "were replaced") : way;
    const wanted = formatOffset(move.desiredAt - fault.at);
    const running = move.runningAt === undefined
      ? "but did not run before the next fault or the end"
      : `running at ${formatOffset(move.runningAt - fault.at)}`;
    return [{ at: move.desiredAt, text: `${names} ${verb}: wanted at ${wanted}, ${running}.` }];
  });
}

function lossSentences(
  { probe, sent, lost, firstLost, lastLost, longest, sentBetween = sent }: ProbeLoss,
  fault: MarkReport,
): Sentence[] {
  if (firstLost === undefined || lastLost === undefined || longest === undefined) {
    if (sent === 0) return [];
    return [{ at: fault.at, text: `Probe ${probe} lost none of the ${plural(sent, "request")} that it sent.` }];
  }
  const between = `between ${formatOffset(firstLost - fault.at)} and ${formatOffset(lastLost - fault.at)}`;
  const hung = longest >= hanging ? `; the longest hung ${formatDuration(longest)}` : "";
  return [{
    at: firstLost,
    text: `${lost} of ${plural(sentBetween, "request")} that probe ${probe} sent ${between} ${
      lost === 1 ? "was" : "were"
    } lost${hung}.`,
  }];
}

const hanging: Duration = 1_000;

function delaySentences({ metricsLate, losses }: Telling): Sentence[] {
  const at = losses.flatMap(({ firstLost }) => firstLost ?? []).sort((a, b) => a - b)[0];
  if (metricsLate === undefined || at === undefined || metricsLate.onset < hanging) return [];
  const end = metricsLate.end === undefined || metricsLate.end < hanging
    ? ""
    : ` and its end ${formatDuration(metricsLate.end)} late`;
  return [{
    at: at + metricsLate.onset,
    text: `The metrics dated the outage ${formatDuration(metricsLate.onset)} late${end}: ` +
      "a proxy counts a request when it ends, the probe when it is sent.",
  }];
}

function recoverySentences({ recovery, fault }: Telling): Sentence[] {
  if (recovery.at === undefined) return [];
  return [{ at: recovery.at, text: `After ${formatDuration(recovery.at - fault.at)} everything was well again.` }];
}
