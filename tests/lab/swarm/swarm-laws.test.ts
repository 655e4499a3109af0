import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { hostNames } from "../../../src/lab/lab-event.ts";
import { historyLimit } from "../../../src/lab/swarm/forget-tasks.ts";
import { labEvents } from "../../../src/lab/swarm/lab-events.ts";
import { isWanted, type LabSwarm } from "../../../src/lab/swarm/lab-swarm.ts";
import { isLater, isOver } from "../../../src/lab/swarm/task-state.ts";
import { type ModelSwarm, modelSwarm, type Step } from "./model-swarm.ts";

type Act =
  | { readonly kind: "pass"; readonly alive: readonly (typeof hostNames[number])[] }
  | { readonly kind: "tick"; readonly later: number }
  | { readonly kind: "report"; readonly host: typeof hostNames[number]; readonly onward: number | "failed" }
  | { readonly kind: "reboot"; readonly host: typeof hostNames[number] };

const host = fc.constantFrom(...hostNames);
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("pass" as const), alive: fc.subarray([...hostNames]) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("tick" as const), later: fc.integer({ min: 40, max: 95 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("tick" as const), later: fc.integer({ min: -50, max: 3_000 }) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("report" as const),
      host,
      onward: fc.oneof({ weight: 5, arbitrary: fc.nat(4) }, { weight: 1, arbitrary: fc.constant("failed" as const) }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("reboot" as const), host }) },
);

function performed(acts: readonly Act[]): ModelSwarm {
  const model = modelSwarm();
  for (const host of hostNames) model.report(host);
  for (const act of acts) {
    switch (act.kind) {
      case "pass":
        model.pass(1_400, ...act.alive);
        break;
      case "tick":
        model.tick(act.later);
        break;
      case "report":
        model.report(act.host, act.onward);
        break;
      case "reboot":
        model.reboot(act.host);
        break;
    }
  }
  return model;
}

/** Whatever happens, this holds after each step. */
function holdsAlways(law: (step: Step) => void): void {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60, size: "max" }), (acts) => {
      for (const step of performed(acts).steps) law(step);
    }),
    { numRuns: 40 },
  );
}

const slotOf = ({ service, slot }: { readonly service: string; readonly slot: number }) => `${service}.${slot}`;
const nodeOf = ({ nodes }: LabSwarm, wanted: string | undefined) => nodes.find(({ id }) => id === wanted);

test("stepSwarm() wants exactly one task of each slot, on a ready node or on none where none suits, unless it still waits", () => {
  holdsAlways(({ after, at }) => {
    for (const { id, spec } of after.services) {
      const wanted = after.tasks.filter((task) => task.service === id && isWanted(task));
      assert.equal(new Set(wanted.map(slotOf)).size, spec.replicas);
      assert.equal(wanted.length, spec.replicas);
      const suits = after.nodes.some(({ state, hostname }) =>
        state === "ready" && (spec.hostname ?? hostname) === hostname
      );
      for (const { node, startAt } of wanted) {
        const isWaiting = at < startAt && node !== undefined;
        if (!isWaiting) assert.equal(nodeOf(after, node)?.state === "ready", suits);
      }
    }
  });
});

test("stepSwarm() never moves a task, never takes one of a ready node away, and never turns one back", () => {
  holdsAlways(({ before, after }) => {
    const next = new Map(after.tasks.map((task) => [task.id, task]));
    for (const task of before.tasks) {
      const later = next.get(task.id);
      if (later === undefined) {
        assert.ok(!isWanted(task) && isOver(task.status.state));
        continue;
      }
      if (task.node !== undefined) assert.equal(later.node, task.node);
      assert.ok(!isLater(later.status.state, task.status.state));
      assert.ok(isWanted(task) || !isWanted(later));
      if (isWanted(task) && !isWanted(later)) {
        assert.ok(nodeOf(after, task.node)?.state === "down" || isOver(later.status.state));
      }
    }
  });
});

test("stepSwarm() keeps no more of a slot's history than its limit and what may still run", () => {
  holdsAlways(({ after }) => {
    for (const tasks of Map.groupBy(after.tasks, slotOf).values()) {
      const over = tasks.filter((task) => !isWanted(task) && isOver(task.status.state));
      assert.ok(over.length === 0 || tasks.length <= historyLimit);
    }
  });
});

test("stepSwarm() gives no two tasks that may run the same address, and no two objects the same id", () => {
  holdsAlways(({ after }) => {
    const addresses = after.tasks.filter(({ status }) => !isOver(status.state)).map(({ address }) => address);
    assert.equal(new Set(addresses).size, addresses.length);
    const ids = [...after.nodes, ...after.services, ...after.tasks].map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
  });
});

test("stepSwarm() stamps what changed, and only that", () => {
  holdsAlways(({ before, after, at }) => {
    const [former, objects] = [before, after].map(({ nodes, services, tasks }) => [...nodes, ...services, ...tasks]);
    assert.ok(former !== undefined && objects !== undefined);
    const known = new Map(former.map((object) => [object.id, object]));
    const isSame = objects.length === former.length && objects.every((object) => known.get(object.id) === object);
    assert.equal(after.index, isSame ? before.index : before.index + 1);
    for (const object of objects) {
      const changed = known.get(object.id) !== object;
      assert.equal(object.version === after.index && object.updatedAt === at && after.index > before.index, changed);
    }
  });
});

test("labEvents() tells each new state once, so that a reader of them knows the swarm", () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60, size: "max" }), (acts) => {
      const model = performed(acts);
      const told = new Map<string, string>();
      for (const { before, after, at } of model.steps) {
        for (const event of labEvents(before, after, at)) {
          assert.equal(event.at, at);
          const [key, state] = event.kind === "node"
            ? [event.node, event.state]
            : event.kind === "task"
            ? [event.id, `${event.state} ${event.desired}`]
            : ["", ""];
          assert.notEqual(told.get(key), state);
          told.set(key, state);
        }
      }
      const { nodes, tasks } = model.swarm();
      for (const { hostname, state } of nodes) assert.equal(told.get(hostname), state);
      for (const { id, status, desired } of tasks) assert.equal(told.get(id), `${status.state} ${desired}`);
    }),
    { numRuns: 40 },
  );
});
