import assert from "node:assert/strict";
import { test } from "node:test";
import type { Request } from "../../src/archive/request.ts";
import { performDrill } from "../../src/lab/drill.ts";
import type { HostName, LabEvent } from "../../src/lab/lab-event.ts";
import { wantedTasks } from "../../src/lab/lab-state.ts";
import { type Pace, paces, phaseNames } from "../../src/lab/pace.ts";

/** A pace that waits for nothing. */
const atOnce: Pace = {
  ...paces.fast,
  refresh: 0,
  dialTimeout: 0,
  phases: { ...paces.fast.phases, ...Object.fromEntries(phaseNames.map((name) => [name, 1])) },
};

/** A lab that settles at once, its tasks as old as is wanted. */
function quietLab(deeds: string[]) {
  const events: LabEvent[] = Array.from({ length: wantedTasks }, (_, slot) => ({
    kind: "task",
    at: 0,
    id: `task-${slot}`,
    service: "album_web",
    slot,
    node: "manager",
    state: "running",
    desired: "running",
  }));
  const change = (is: "killed" | "started", state: "down" | "ready") => (...hosts: readonly HostName[]) => {
    deeds.push(`${is} ${hosts.join(" and ")}`);
    for (const host of hosts) {
      events.push({ kind: "host", at: 0, host, is }, { kind: "node", at: 0, node: host, state });
    }
    return Promise.resolve();
  };
  return {
    events,
    kill: change("killed", "down"),
    start: change("started", "ready"),
    broken: new Promise<never>(() => {}),
  };
}

function wordsOf(request: Request): string {
  if (request.kind === "phase") return `phase ${request.name}`;
  return request.kind === "mark" ? `${request.mark} ${request.label}` : request.kind;
}

test("performDrill() marks each fault before it kills, and each recovery after the host is back", async () => {
  const deeds: string[] = [];
  const notes = { note: (request: Request) => void deeds.push(wordsOf(request)) };
  await performDrill({ lab: quietLab(deeds), pace: atOnce, notes, stop: new AbortController().signal });
  assert.deepEqual(deeds, [
    "phase worker-1 killed",
    "fault worker-1 killed",
    "killed worker-1",
    "phase one worker",
    "phase worker-1 back",
    "started worker-1",
    "recovered worker-1 back",
    "phase both workers killed",
    "fault both workers killed",
    "killed worker-1 and worker-2",
    "phase manager alone",
    "phase recovered",
    "started worker-1 and worker-2",
    "recovered both workers back",
  ]);
});

test("performDrill() ends where it is when it is stopped, and when the lab breaks", async () => {
  for (const how of ["stopped", "broken"]) {
    const deeds: string[] = [];
    const controller = new AbortController();
    const breaking = Promise.withResolvers<never>();
    const lab = {
      ...quietLab(deeds),
      broken: breaking.promise,
      kill: () => {
        if (how === "stopped") controller.abort(new Error(how));
        else breaking.reject(new Error(how));
        return Promise.resolve();
      },
    };
    const notes = { note: (request: Request) => void deeds.push(wordsOf(request)) };
    const drill = performDrill({ lab, pace: atOnce, notes, stop: controller.signal });
    await assert.rejects(drill, { message: how });
    assert.deepEqual(deeds, ["phase worker-1 killed", "fault worker-1 killed"]);
  }
});
