import { capitalise } from "../core/capitalise.ts";
import { formatDuration, formatOffset } from "../core/format.ts";
import type { Duration, Instant } from "../core/time.ts";
import type { Recovery } from "./recovery.ts";
import { enumerate } from "../core/enumerate.ts";
import { plural } from "./plural.ts";
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

/**
 * The story of a fault in plain sentences, in the order of what they tell.
 * A sentence does not say its own time: the offset stands beside it wherever it is shown.
 */
export function tellStory(telling: Telling): Failover["story"] {
  const { fault } = telling;
  const sentences = [
    { at: fault.at, text: `${fault.label}.` },
    ...stepSentences(telling.steps),
    ...objectiveSentences(telling.steps, "objective broken", "broken"),
    ...objectiveSentences(telling.steps, "objective held again", "held again"),
    ...moveSentences(telling.moves, fault),
    ...telling.losses.flatMap((loss) => lossSentences(loss, fault)),
    ...delaySentences(telling),
    ...recoverySentences(telling),
  ].sort((a, b) => a.at - b.at);
  return sentences.map(({ at, text }) => ({ at, offset: at - fault.at, text }));
}

function stepSentences(steps: readonly Step[]): Sentence[] {
  return steps.flatMap(({ kind, at, words }) => {
    const text = stepWords(kind, words);
    return text === undefined ? [] : [{ at, text: `${text}.` }];
  });
}

function stepWords(kind: Step["kind"], words: string): string | undefined {
  switch (kind) {
    case "node down":
      return `The Swarm called ${words.replace(/ is down$/, "")} down`;
    case "node ready":
      return words.replace(/ is ready$/, " was ready again");
    case "leader lost":
      return "A manager said that the Swarm has no leader: nothing was scheduled any more";
    case "leader elected":
      return words.replace(/ leads the Swarm$/, " led the Swarm");
    case "recovered":
      return words;
    case "alert firing":
      return capitalise(words.replace(/ fires$/, " fired"));
    case "alert resolved":
      return capitalise(words.replace(/ is resolved$/, " was resolved"));
    default:
      return undefined;
  }
}

/** One sentence for the objectives that broke, or held again, at the same instant. */
function objectiveSentences(steps: readonly Step[], kind: Step["kind"], state: string): Sentence[] {
  const groups = Map.groupBy(steps.filter((step) => step.kind === kind), ({ at }) => at);
  return [...groups].map(([at, group]) => {
    const titles = enumerate(group.map(({ words }) => words.replace(/ (is broken|holds again)$/, "")));
    return { at, text: `The metrics showed ${titles} ${state}.` };
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
    const running = move.runningAt === undefined
      ? "but did not run before the next fault or the end"
      : `running at ${formatOffset(move.runningAt - fault.at)}`;
    return [{ at: move.desiredAt, text: `${names} ${verb}, ${running}.` }];
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
  const hung = longest >= hanging ? `; ${lost === 1 ? "it" : "the longest"} hung ${formatDuration(longest)}` : "";
  const text = lost === 1
    ? `One request of probe ${probe} was lost${hung}.`
    : `From here to ${formatOffset(lastLost - fault.at)} probe ${probe} lost ${lost} of ${
      plural(sentBetween, "request")
    }${hung}.`;
  return [{ at: firstLost, text }];
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

function recoverySentences({ recovery }: Telling): Sentence[] {
  if (recovery.at === undefined) return [];
  return [{ at: recovery.at, text: "Everything was well again." }];
}
