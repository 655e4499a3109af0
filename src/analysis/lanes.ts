import type { SwarmNode, SwarmTask } from "../core/swarm.ts";
import type { Instant, Interval } from "../core/time.ts";
import { contains } from "../core/time.ts";
import type { Lane, Span, SwarmReport } from "./report.ts";
import { findSlots, isOver, isWanted, type Slot, taskAt } from "./slots.ts";
import { shortId, type SwarmHistory, valueAt } from "./swarm-history.ts";

/**
 * Which task ran where, a lane a slot, and what each node was, a lane a node.
 *
 * - A state is the last known one while no manager answered, while the task's node is not ready, and when the Swarm no
 *   longer wants a task that has not come to its end: the task of a dead node says `running` for ever.
 */
export function reportSwarm(swarm: SwarmHistory, session: Interval, blind: readonly Interval[]): SwarmReport {
  const nodes = swarm.nodes.toSorted((a, b) => swarm.nodeName(a.id).localeCompare(swarm.nodeName(b.id), "en"));
  const edges = blind.flatMap(({ start, end }) => [start, end]);
  return {
    nodes: nodes.map(({ id }) => swarm.nodeName(id)),
    nodeLanes: nodes.map((node): Lane => ({
      name: swarm.nodeName(node.id),
      service: undefined,
      spans: spansOf([...node.times, ...edges], session, (at) => {
        const value = valueAt(node, at);
        return value === undefined ? undefined : nodeSpan(swarm.nodeName(node.id), value, isIn(blind, at));
      }),
    })),
    slotLanes: findSlots(swarm).map((slot): Lane => ({
      name: slot.name,
      service: slot.service,
      spans: spansOf([...edgesOf(slot, swarm), ...edges], session, (at) => {
        const task = taskAt(slot, at);
        return task === undefined ? undefined : taskSpan(task, swarm, at, isIn(blind, at));
      }),
    })),
  };
}

type SpanState = Omit<Span, "interval">;

/** One span for each stretch in which nothing changes; none where there is nothing to show. */
function spansOf(
  edges: readonly Instant[],
  session: Interval,
  stateAt: (at: Instant) => SpanState | undefined,
): Span[] {
  const inside = edges.filter((at) => at > session.start && at < session.end);
  const starts = [...new Set([session.start, ...inside])].sort((a, b) => a - b);
  const spans: Span[] = [];
  starts.forEach((start, index) => {
    const end = starts[index + 1] ?? session.end;
    const state = stateAt(start);
    if (state === undefined || end <= start) return;
    const last = spans.at(-1);
    if (last !== undefined && last.interval.end === start && last.words === state.words && last.state === state.state) {
      spans[spans.length - 1] = { ...last, interval: { start: last.interval.start, end } };
    } else {
      spans.push({ interval: { start, end }, ...state });
    }
  });
  return spans;
}

function nodeSpan(name: string, node: SwarmNode, isBlind: boolean): SpanState {
  const facts = [
    node.Status.State,
    ...node.Spec.Availability === "active" ? [] : [node.Spec.Availability],
    node.ManagerStatus?.Leader ? "leader" : node.Spec.Role,
    ...node.ManagerStatus?.Reachability === "unreachable" ? ["unreachable"] : [],
    ...isBlind ? ["last known"] : [],
  ];
  return { state: node.Status.State, node: undefined, lastKnown: isBlind, words: `${name} ${facts.join(", ")}` };
}

function taskSpan(task: SwarmTask, swarm: SwarmHistory, at: Instant, isBlind: boolean): SpanState {
  const place = swarm.nodeName(task.NodeID);
  const node = swarm.nodes.find(({ id }) => id === task.NodeID);
  const nodeState = node === undefined ? undefined : valueAt(node, at)?.Status.State;
  const nodeLost = node !== undefined && nodeState !== "ready" && !isOver(task);
  const lastKnown = isBlind || nodeLost || (!isWanted(task) && !isOver(task));
  const words = `task ${shortId(task.ID)} ${task.Status.State} on ${place}`;
  const error = task.Status.Err === undefined || task.Status.Err === "" ? "" : `: ${task.Status.Err}`;
  return {
    state: task.Status.State,
    node: place,
    lastKnown,
    words: `${words}${lastKnown ? ", last known" : ""}${error}`,
  };
}

function edgesOf(slot: Slot, swarm: SwarmHistory): Instant[] {
  return [...slot.tasks, ...swarm.nodes].flatMap(({ times }) => times);
}

function isIn(intervals: readonly Interval[], at: Instant): boolean {
  return intervals.some((interval) => contains(interval, at));
}
