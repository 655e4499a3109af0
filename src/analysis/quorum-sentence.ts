import { capitalise } from "../core/capitalise.ts";
import { formatTimeOfDay } from "../core/format.ts";
import { enumerate } from "../core/enumerate.ts";
import { numberWord, plural } from "./plural.ts";
import type { QuorumSpan } from "./report.ts";
import { unionOf } from "./spans.ts";

/** What the managers' history means, in words: a majority must be up, not all. */
export function quorumSentence(spans: readonly QuorumSpan[]): string {
  const lost = spans.filter(({ state }) => state === "lost");
  const unknown = spans.filter(({ state }) => state === "unknown");
  const clauses = [
    ...lost.length > 0 ? [{ at: lost[0]?.interval.start ?? 0, text: lostWords(lost) }] : [],
    ...unknown.length > 0 ? [{ at: unknown[0]?.interval.start ?? 0, text: unknownWords(unknown) }] : [],
  ].sort((a, b) => a.at - b.at);
  return [sizes(spans), ...clauses.length === 0 ? keptWords(spans) : clauses.map(({ text }) => text)].join(" ");
}

/** How many managers there were, one clause for each number. */
function sizes(spans: readonly QuorumSpan[]): string {
  const changes = spans.filter(({ managers }, index) => managers !== spans[index - 1]?.managers);
  return changes.map(({ managers, needed, interval }, index) => {
    const start = index === 0 ? "" : `from ${formatTimeOfDay(interval.start)} on: `;
    return `${capitalise(`${start}${sizeWords(managers, needed)}`)}.`;
  }).join(" ");
}

function sizeWords(managers: number, needed: number): string {
  const spare = managers - needed;
  if (managers === 1) return "one manager: when it is lost, nothing is scheduled any more";
  const tolerated = spare === 0 ? "none may be lost" : `${numberWord(spare)} may be lost`;
  return `${numberWord(managers)} managers, of which a majority, ${numberWord(needed)}, must be up: ${tolerated}`;
}

function lostWords(lost: readonly QuorumSpan[]): string {
  const { managers, needed } = lost[0] ?? { managers: 0, needed: 0 };
  const when = enumerate(unionOf(lost.map(({ interval }) => interval)).map(period));
  if (managers === 1) return `${capitalise(when)} the Swarm had no leader.`;
  return `${capitalise(when)} the Swarm had no leader: fewer than ${numberWord(needed)} of its ${
    numberWord(managers)
  } managers were left, and what is left of them cannot elect one. It takes a majority of the managers, ` +
    `not all of them. Containers went on running, but nothing was scheduled.`;
}

function keptWords(spans: readonly QuorumSpan[]): string[] {
  const fewest = spans.filter(({ reachable, managers }) => reachable !== undefined && reachable < managers)
    .sort((a, b) => (a.reachable ?? 0) - (b.reachable ?? 0))[0];
  if (fewest === undefined) return ["The quorum was kept throughout."];
  return [
    `The quorum was kept throughout, also ${period(fewest.interval)} with ${fewest.reachable} of ${
      plural(fewest.managers, "manager")
    } reachable.`,
  ];
}

function unknownWords(unknown: readonly QuorumSpan[]): string {
  const when = enumerate(unionOf(unknown.map(({ interval }) => interval)).map(period));
  return `${capitalise(when)} no manager answered: whether there was a leader is not known.`;
}

function period({ start, end }: { start: number; end: number }): string {
  return `from ${formatTimeOfDay(start)} to ${formatTimeOfDay(end)}`;
}
