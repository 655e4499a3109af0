import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { test } from "node:test";
import type { Docker } from "../../src/capture/docker.ts";
import { followEvents } from "../../src/capture/event-follow.ts";
import { readEventLines } from "../../src/capture/event-lines.ts";
import type { Fact } from "../../src/core/fact.ts";

test("readEventLines() passes over a line that is too long, says so once, and goes on", async () => {
  const stream = new PassThrough();
  const seen: unknown[] = [];
  const reading = readEventLines(stream, {
    onEvent: (event) => seen.push(event["n"]),
    onLost: (words) => seen.push(words),
  }, new AbortController().signal);
  stream.write('{"n":1}\n{"n":');
  stream.write(" ".repeat(1_500_000));
  stream.end('2}\n{"n":3}\n');
  await assert.rejects(reading, /the event stream ended/);
  assert.deepEqual(seen, [1, "an event of more than 1 MB is not kept", 3]);
});

test("followEvents() keeps 500 events of a second and tells how many came", async () => {
  const facts: Fact[] = [];
  const told = Promise.withResolvers<void>();
  const engine = {
    name: "manager",
    events: (hearers: { onEvent(event: object): void }, stop: AbortSignal) => {
      if (facts.length === 0) { for (let n = 0; n < 700; n++) hearers.onEvent({ timeNano: n }); }
      told.resolve();
      return new Promise((_, reject) => stop.addEventListener("abort", () => reject(new Error("stopped"))));
    },
  } as unknown as Docker;
  const end = followEvents({ current: () => engine, write: (fact) => facts.push(fact), now: () => 1_000 });
  await told.promise;
  await end();
  assert.equal(facts.filter(({ kind }) => kind === "event").length, 500);
  const warning = facts.find((fact) => fact.kind === "warning");
  assert.equal(warning?.text, "700 events came within a second: 500 of them are kept");
});
