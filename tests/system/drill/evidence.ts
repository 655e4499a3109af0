import assert from "node:assert/strict";
import type { Failover, ObjectiveReport, Report, StepKind } from "../../../src/analysis/report.ts";
import { command, type Ended } from "../lab/commands.ts";
import { readTruth, sessionArguments, type Truth } from "../lab/truth.ts";
import type { Observation } from "../lab/watch.ts";

/** What the drill is judged by: the harness' truth, and the report that the real command gives of the recorded session. */
export interface Evidence {
  readonly truth: Truth;
  readonly report: Report;
  readonly ended: Ended;
}

/** ms: the recorder's poll of the Swarm in the lab's plan, and the harness' own. */
const polls = { recorder: 1_000, harness: 200 } as const;

/** How far two observers of one change may differ: a poll of each, and what a busy machine adds. */
const tolerance = polls.recorder + polls.harness + 300;

export async function readEvidence(): Promise<Evidence> {
  const truth = await readTruth();
  const ended = await command("report", [...sessionArguments(truth), "--format", "json"]);
  if (ended.stdout === "") throw new Error(`The report ended with ${ended.code}: ${ended.stderr}`);
  return { truth, report: JSON.parse(ended.stdout) as Report, ended };
}

/** What was done to the nodes, in order, and the faults among it. */
const deeds = ["worker halted", "worker started", "manager halted", "manager started", "quorum lost"] as const;
const faults = ["worker halted", "manager halted", "quorum lost"] as const;

export function deedAt(truth: Truth, name: typeof deeds[number]): number {
  const deed = truth.deeds[deeds.indexOf(name)];
  if (deed === undefined) throw new Error(`The drill has no deed "${name}"`);
  return deed.at;
}

/** The first observation of a kind at or after an instant that is as wanted. */
export function firstSeen<Kind extends Observation["kind"]>(
  truth: Truth,
  kind: Kind,
  after: number,
  wanted: (observation: Extract<Observation, { kind: Kind }>) => boolean,
): Extract<Observation, { kind: Kind }> {
  const found = truth.observations.find((observation): observation is Extract<Observation, { kind: Kind }> =>
    observation.kind === kind && observation.at >= after &&
    wanted(observation as Extract<Observation, { kind: Kind }>)
  );
  if (found === undefined) throw new Error(`The harness itself saw no such ${kind} in the drill`);
  return found;
}

/** The report's story of a fault. */
export function failoverOf(report: Report, name: typeof faults[number]): Failover {
  const failover = report.failovers[faults.indexOf(name)];
  if (failover === undefined) throw new Error(`The report does not tell of "${name}"`);
  return failover;
}

/** When the report dates the first step of a kind. */
export function stepAt(failover: Failover, kind: StepKind): number | undefined {
  return failover.steps.find((step) => step.kind === kind)?.at;
}

/** Asserts that two observers date a change alike. */
export function near(at: number | undefined, wanted: number, what: string): void {
  assert.ok(at !== undefined, `${what}: the report has no instant`);
  assert.ok(Math.abs(at - wanted) <= tolerance, `${what}: the report says ${at - wanted} ms after the harness saw it`);
}

/** The objective of the lab's plan with this id. */
export function objectiveOf(report: Report, id: string): ObjectiveReport {
  const found = report.objectives.find(({ objective }) => objective.id === id);
  if (found === undefined) throw new Error(`The report judges no objective "${id}"`);
  return found;
}

/** The moves that the report tells, as the harness writes them. */
export function movesTold(failover: Failover): readonly Omit<SeenMove, "runningAt">[] {
  return failover.moves.map(({ service, slot, from, to }) => ({ slot: `${service}.${slot}`, from, to }))
    .sort((a, b) => (a.slot < b.slot ? -1 : 1));
}

/** The moment at which a slot's replacement, desired after `after`, was first seen running: for each slot that moved. */
export interface SeenMove {
  readonly slot: string;
  readonly from: string;
  readonly to: string;
  readonly runningAt: number;
}

/** The moves between two instants, as the harness saw them. */
export function movesSeen(truth: Truth, after: number, before: number): readonly SeenMove[] {
  const tasks = truth.observations.filter((observation) => observation.kind === "task");
  const old = tasks.filter(({ at, desired }) => at < after && desired === "running");
  const running = tasks.filter(({ at, desired, state }) =>
    at >= after && at < before && desired === "running" && state === "running"
  );
  const moves = new Map<string, SeenMove>();
  for (const { id, slot, node, at } of running) {
    const from = old.findLast((task) => task.slot === slot && task.id !== id);
    if (old.some((task) => task.id === id) || from === undefined || moves.has(slot)) continue;
    moves.set(slot, { slot, from: from.node, to: node, runningAt: at });
  }
  return [...moves.values()].sort((a, b) => (a.slot < b.slot ? -1 : 1));
}
