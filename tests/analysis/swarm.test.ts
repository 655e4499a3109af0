import assert from "node:assert/strict";
import { test } from "node:test";
import { reportSwarm } from "../../src/analysis/lanes.ts";
import { findMoves } from "../../src/analysis/moves.ts";
import { reportQuorum } from "../../src/analysis/quorum.ts";
import type { BlindReport } from "../../src/analysis/report.ts";
import { findSlots } from "../../src/analysis/slots.ts";
import { nodeSteps } from "../../src/analysis/swarm-steps.ts";
import { readSwarm } from "../../src/analysis/swarm-history.ts";
import type { FactOf } from "../../src/core/fact.ts";

const session = { start: 0, end: 100_000 };

function fact(
  at: number,
  object: "node" | "service" | "task",
  id: string,
  value: Record<string, unknown> | null,
): FactOf<"swarm"> {
  return { kind: "swarm", at, source: "manager", object, id, value };
}

function node(at: number, name: string, state: string, manager?: { Leader?: boolean; Reachability?: string }) {
  return fact(at, "node", name, {
    ID: name,
    Spec: { Role: manager ? "manager" : "worker", Availability: "active" },
    Description: { Hostname: name },
    Status: { State: state },
    ...manager ? { ManagerStatus: manager } : {},
  });
}

function task(
  at: number,
  id: string,
  place: string | undefined,
  state: string,
  desired: string,
  slot: number | null = 1,
) {
  return fact(at, "task", id, {
    ID: id,
    ServiceID: "web",
    ...slot === null ? {} : { Slot: slot },
    ...place === undefined ? {} : { NodeID: place },
    DesiredState: desired,
    Status: { State: state },
  });
}

function movesOf(facts: FactOf<"swarm">[], start = 10_000) {
  const swarm = readSwarm(facts);
  return findMoves(findSlots(swarm), swarm, { start, end: 100_000 });
}

test("findMoves() counts a chain of failing replacements as one move to the one that ran", () => {
  const moves = movesOf([
    task(0, "a", "worker-1", "running", "running"),
    task(20_000, "a", "worker-1", "running", "shutdown"),
    task(20_000, "b", "worker-2", "assigned", "running"),
    task(25_000, "b", "worker-2", "failed", "shutdown"),
    task(25_000, "c", undefined, "pending", "running"),
    task(26_000, "c", "manager", "assigned", "running"),
    task(30_000, "c", "manager", "running", "running"),
  ]);
  assert.deepEqual(moves, [
    { service: "web", slot: "1", from: "work", to: "mana", desiredAt: 20_000, runningAt: 30_000 },
  ]);
});

test("findMoves() says when a replacement never ran", () => {
  const moves = movesOf([
    task(0, "a", "w", "running", "running"),
    task(20_000, "b", undefined, "pending", "running"),
  ]);
  assert.deepEqual(moves.map(({ to, runningAt }) => [to, runningAt]), [["no node", undefined]]);
});

test("findMoves() takes a slot that was empty before as no move", () => {
  assert.deepEqual(movesOf([task(20_000, "b", "w", "running", "running")]), []);
});

test("reportSwarm() shows the wanted task, and calls the task of a lost node last known", () => {
  const swarm = readSwarm([
    node(0, "w1", "ready"),
    node(0, "w2", "ready"),
    task(0, "a", "w1", "running", "running"),
    node(50_000, "w1", "down"),
    task(60_000, "a", "w1", "running", "shutdown"),
    task(60_000, "b", "w2", "preparing", "running"),
    task(70_000, "b", "w2", "running", "running"),
  ]);
  const { slotLanes, nodes } = reportSwarm(swarm, session, []);
  assert.deepEqual(nodes, ["w1", "w2"]);
  assert.deepEqual(
    slotLanes[0]?.spans.map(({ interval, state, node: place, lastKnown }) => [
      interval.start,
      state,
      place,
      lastKnown,
    ]),
    [
      [0, "running", "w1", false],
      [50_000, "running", "w1", true],
      [60_000, "preparing", "w2", false],
      [70_000, "running", "w2", false],
    ],
  );
});

test("reportSwarm() gives the tasks of a global service a lane a node, and ends the lane of what is gone", () => {
  const swarm = readSwarm([
    node(0, "w1", "ready"),
    task(0, "a", "w1", "running", "running", null),
    fact(40_000, "task", "a", null),
  ]);
  const [lane] = reportSwarm(swarm, session, []).slotLanes;
  assert.equal(lane?.name, "web.w1");
  assert.deepEqual(lane?.spans.map(({ interval }) => interval), [{ start: 0, end: 40_000 }]);
});

test("readSwarm() tells two nodes of one name apart", () => {
  const value = (id: string) => ({ ...node(0, "w", "ready").value, ID: id });
  const swarm = readSwarm([fact(0, "node", "aaaa1", value("aaaa1")), fact(0, "node", "bbbb1", value("bbbb1"))]);
  assert.deepEqual([swarm.nodeName("aaaa1"), swarm.nodeName("bbbb1")], ["w (aaaa)", "w (bbbb)"]);
});

test("nodeSteps() takes an event and the poll after it as one step, at the event's instant", () => {
  const swarm = readSwarm([node(0, "w1", "ready"), node(13_000, "w1", "down"), node(60_000, "w1", "ready")]);
  const event: FactOf<"event"> = {
    kind: "event",
    at: 12_700,
    source: "manager",
    event: { Type: "node", Action: "update", Actor: { Attributes: { name: "w1", "state.new": "down" } } },
  };
  const steps = nodeSteps(swarm, [event], session, 1_000);
  assert.deepEqual(steps.map(({ kind, at }) => [kind, at]), [["node down", 12_700], ["node ready", 60_000]]);
});

test("nodeSteps() takes a node that a new leader did not yet know for no return", () => {
  const swarm = readSwarm([node(0, "w1", "ready"), node(13_000, "w1", "unknown"), node(14_000, "w1", "ready")]);
  const event: FactOf<"event"> = {
    kind: "event",
    at: 13_900,
    source: "manager",
    event: {
      Type: "node",
      Action: "update",
      Actor: { Attributes: { name: "w1", "state.old": "unknown", "state.new": "ready" } },
    },
  };
  assert.deepEqual(nodeSteps(swarm, [event], session, 1_000), []);
});

function quorum(facts: FactOf<"swarm">[], blinds: BlindReport[] = [], infos: FactOf<"info">[] = []) {
  return reportQuorum({ session, swarm: readSwarm(facts), infos, blinds, sources: ["m1", "m2"] });
}

const three = ["m1", "m2", "m3"].map((name) =>
  node(0, name, "ready", { Reachability: "reachable", ...name === "m1" ? { Leader: true } : {} })
);
const blind = (source: string, start: number, end: number, reason = "no answer"): BlindReport => (
  { source, interval: { start, end }, reason }
);

test("reportQuorum() is kept while another manager answers", () => {
  const result = quorum(three, [blind("m1", 20_000, 60_000)]);
  assert.deepEqual(result?.spans.map(({ state, needed, leader }) => [state, needed, leader]), [["kept", 2, "m1"]]);
});

test("reportQuorum() is unknown while all hang, lost once one says that there is no leader", () => {
  const noLeader = "rpc error: code = Unknown desc = The swarm does not have a leader.";
  const result = quorum(three, [
    blind("docker:m2", 10_000, 100_000),
    blind("docker:m1", 20_000, 30_000),
    blind("docker:m1", 30_000, 80_000, noLeader),
  ]);
  assert.deepEqual(result?.spans.map(({ state, reachable, interval }) => [state, reachable, interval.start]), [
    ["kept", 3, 0],
    ["unknown", undefined, 20_000],
    ["lost", undefined, 30_000],
    ["kept", 3, 80_000],
  ]);
});

test("reportQuorum() does not take a worker's engine for a manager that answers", () => {
  const infos: FactOf<"info">[] = [
    { kind: "info", at: 0, source: "m1", value: { ControlAvailable: true } },
    { kind: "info", at: 0, source: "m2", value: { ControlAvailable: false } },
  ];
  const one = quorum(three.slice(0, 1), [blind("m1", 20_000, 60_000, "connect ENOENT")], infos);
  assert.deepEqual(one?.spans.map(({ state }) => state), ["kept", "unknown", "kept"]);
});

test("reportQuorum() says that one of three may be lost", () => {
  const result = quorum([...three, node(40_000, "m3", "down", { Reachability: "unreachable" })]);
  assert.deepEqual(result?.spans.map(({ reachable, state }) => [reachable, state]), [[3, "kept"], [2, "kept"]]);
  assert.match(result?.sentence ?? "", /^Three managers, of which a majority, two, must be up: one may be lost\./);
  assert.match(result?.sentence ?? "", /kept throughout, also .* with 2 of 3 managers reachable/);
});

test("reportQuorum() says that of two managers none may be lost", () => {
  assert.match(quorum(three.slice(0, 2))?.sentence ?? "", /a majority, two, must be up: none may be lost/);
});

test("reportQuorum() has no answer when no manager was ever seen", () => {
  assert.equal(quorum([]), undefined);
});
