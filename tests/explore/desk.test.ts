import assert from "node:assert/strict";
import { test } from "node:test";
import { type DeskEffects, openDesk } from "../../src/explore/desk.ts";
import type { Question } from "../../src/explore/question.ts";
import { someRecording } from "./some-series.ts";
import type { Answer, Reply, Request } from "../../src/explore/reply.ts";

const question: Question = { query: "up", when: { kind: "instant", at: 0 } };
const answer: Answer = {
  kind: "answered",
  result: { value: { kind: "scalar", at: 0, value: 1 }, annotations: [] },
  took: 1,
  doubts: [],
  emptyWords: "",
};
const look = { problem: undefined, explanation: "An explanation.", remarks: [] };

/** A desk over workers that the test answers for. */
function open() {
  const workers: { asked: Request[]; isClosed: boolean; hear(reply: Reply): void; fail(words: string): void }[] = [];
  const timers: { act(): void; isOff: boolean }[] = [];
  const effects: DeskEffects = {
    start(hear, fail) {
      const worker = { asked: [] as Request[], isClosed: false, hear, fail };
      workers.push(worker);
      return { post: (request) => worker.asked.push(request), close: () => worker.isClosed = true };
    },
    later(_delay, act) {
      const timer = { act, isOff: false };
      timers.push(timer);
      return () => timer.isOff = true;
    },
  };
  const desk = openDesk(new Blob(["samples"]), someRecording({ start: 0, end: 1 }), effects);
  const idOf = (worker: number, place: number) => {
    const request = workers[worker]?.asked[place];
    return request !== undefined && request.kind !== "open" ? request.id : -1;
  };
  return { desk, workers, timers, idOf };
}

test("openDesk() opens the samples in a worker and tells what they hold", async () => {
  const { desk, workers } = open();
  assert.equal(workers[0]?.asked[0]?.kind, "open");
  workers[0]?.hear({ kind: "opened", catalog: [], series: 1, samples: 2 });
  assert.deepEqual(await desk.opened, { kind: "opened", catalog: [], series: 1, samples: 2 });
});

test("openDesk() hands out each answer to its own question", async () => {
  const { desk, workers, timers, idOf } = open();
  const seen = desk.look("up", undefined);
  const answered = desk.ask(question);
  workers[0]?.hear({ kind: "reply", id: idOf(0, 2), answer });
  workers[0]?.hear({ kind: "looked", id: idOf(0, 1), look });
  assert.deepEqual(await answered, answer);
  assert.deepEqual(await seen, look);
  assert.ok(timers[0]?.isOff);
  assert.equal(workers.length, 1);
});

test("ask() stops the worker that is still at an earlier question", async () => {
  const { desk, workers, idOf } = open();
  const first = desk.ask(question);
  const seen = desk.look("up", undefined);
  const second = desk.ask({ ...question, query: "down" });
  assert.deepEqual(await first, { kind: "superseded" });
  assert.equal(await seen, undefined);
  assert.ok(workers[0]?.isClosed);
  assert.deepEqual(workers[1]?.asked.map(({ kind }) => kind), ["open", "ask"]);
  workers[0]?.hear({ kind: "reply", id: idOf(0, 1), answer });
  workers[1]?.hear({ kind: "reply", id: idOf(1, 1), answer });
  assert.deepEqual(await second, answer);
});

test("ask() gives a question up that the worker does not give up itself", async () => {
  const { desk, workers, timers } = open();
  const answered = desk.ask(question);
  timers[0]?.act();
  const refused = await answered;
  assert.ok(refused.kind === "refused");
  assert.match(refused.problem.text, /longer than 20 s/);
  assert.ok(workers[0]?.isClosed);
});

test("openDesk() tells of a worker that fails, and starts another with the next question", async () => {
  const { desk, workers, idOf } = open();
  const answered = desk.ask(question);
  workers[0]?.fail("out of memory");
  assert.deepEqual(await answered, { kind: "refused", problem: { text: "out of memory", position: undefined } });
  assert.deepEqual(await desk.opened, { kind: "damaged", text: "out of memory" });
  const again = desk.ask(question);
  workers[1]?.hear({ kind: "reply", id: idOf(1, 1), answer });
  assert.deepEqual(await again, answer);
});
