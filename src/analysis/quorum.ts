import type { FactOf } from "../core/fact.ts";
import { contains, type Instant, type Interval } from "../core/time.ts";
import { isDocker } from "./blind.ts";
import { muteIntervals } from "./control-plane.ts";
import { quorumSentence } from "./quorum-sentence.ts";
import type { BlindReport, QuorumReport, QuorumSpan } from "./report.ts";
import { type SwarmHistory, valueAt } from "./swarm-history.ts";

/** What a quorum is worked out from. */
export interface QuorumMaterial {
  readonly session: Interval;
  readonly swarm: SwarmHistory;
  readonly infos: readonly FactOf<"info">[];
  readonly blinds: readonly BlindReport[];
  /** Names of the Docker sources. */
  readonly sources: readonly string[];
}

/**
 * The managers over time.
 *
 * - `kept` while a manager answered that did not say that there is no leader.
 * - `lost` when none did and one of them said so, in its `/info` or in the words of the failure.
 * - An engine that says it is a worker does not speak for the Swarm.
 * - `unknown` while none answered: a manager that hangs may be without a leader or may be unreachable from here.
 */
export function reportQuorum(material: QuorumMaterial): QuorumReport | undefined {
  const { session, swarm, infos, blinds, sources } = material;
  const mute = sources.map((name) => muteIntervals(name, blinds, infos, session));
  const edges = [
    session.start,
    ...swarm.nodes.flatMap(({ times }) => times),
    ...infos.map(({ at }) => at),
    ...blinds.flatMap(({ interval }) => [interval.start, interval.end]),
  ].filter((at) => at >= session.start && at < session.end);
  const starts = [...new Set(edges)].sort((a, b) => a - b);
  const spans: QuorumSpan[] = [];
  starts.forEach((start, index) => {
    const end = starts[index + 1] ?? session.end;
    const state = stateAt({ ...material, mute }, start);
    const last = spans.at(-1);
    if (state === undefined || end <= start) return;
    if (last !== undefined && last.interval.end === start && isSame(last, state)) {
      spans[spans.length - 1] = { ...last, interval: { start: last.interval.start, end } };
    } else {
      spans.push({ interval: { start, end }, ...state });
    }
  });
  return spans.length === 0 ? undefined : { spans, sentence: quorumSentence(spans) };
}

/** How many managers must be up for the Swarm to have a leader: a majority. */
function quorumOf(managers: number): number {
  return Math.floor(managers / 2) + 1;
}

type MuteMaterial = QuorumMaterial & { readonly mute: readonly (readonly Interval[])[] };
type QuorumState = Omit<QuorumSpan, "interval">;

function stateAt(material: MuteMaterial, at: Instant): QuorumState | undefined {
  const { swarm, sources } = material;
  const managers = swarm.nodes.flatMap((node) => {
    const value = valueAt(node, at);
    return value?.Spec.Role === "manager" && value.ManagerStatus
      ? [{ name: swarm.nodeName(node.id), ...value.ManagerStatus }]
      : [];
  });
  if (managers.length === 0) return undefined;
  const answering = sources.filter((_, index) => !(material.mute[index] ?? []).some((each) => contains(each, at)));
  const leaderless = sources.filter((source) => saysNoLeader(material, source, at));
  const fit = answering.filter((source) => !leaderless.includes(source));
  const state = fit.length > 0 || sources.length === 0 ? "kept" : leaderless.length > 0 ? "lost" : "unknown";
  const needed = quorumOf(managers.length);
  if (state !== "kept") return { managers: managers.length, reachable: undefined, needed, leader: undefined, state };
  return {
    managers: managers.length,
    reachable: managers.filter(({ Reachability }) => Reachability === undefined || Reachability === "reachable").length,
    needed,
    leader: managers.find(({ Leader }) => Leader === true)?.name,
    state,
  };
}

const noLeader = /does not have a leader|no elected (primary )?(cluster )?(manager|leader)|too few managers/i;

function saysNoLeader({ blinds, infos }: QuorumMaterial, name: string, at: Instant): boolean {
  const info = infos.findLast((fact) => isDocker(fact.source, name) && fact.at <= at)?.value;
  if (typeof info?.Error === "string" && noLeader.test(info.Error)) return true;
  return blinds.some(({ source, interval, reason }) =>
    isDocker(source, name) && contains(interval, at) && noLeader.test(reason)
  );
}

function isSame(a: QuorumState, b: QuorumState): boolean {
  return a.managers === b.managers && a.reachable === b.reachable && a.leader === b.leader && a.state === b.state;
}
