import assert from "node:assert/strict";
import { test } from "node:test";
import type { ProbeOutcome } from "../../src/capture/probe-request.ts";
import { type ProbeEffects, startProbe } from "../../src/capture/probe.ts";
import type { ProbeSource } from "../../src/core/plan.ts";

const source: ProbeSource = {
  name: "site",
  url: "http://192.0.2.1/",
  interval: 250,
  timeout: 1_000,
  good: { status: [[200, 399]] },
};

/** A world whose clock moves by hand, and whose requests end by hand. */
function world() {
  let clock = 0;
  let timers: { at: number; call: () => void }[] = [];
  const requests: { answer(outcome: ProbeOutcome): void; stopped: boolean }[] = [];
  const effects: ProbeEffects = {
    now: () => 1_000_000 + clock,
    monotonic: () => clock,
    after(delay, call) {
      const timer = { at: clock + delay, call };
      timers.push(timer);
      return () => void (timers = timers.filter((other) => other !== timer));
    },
    send() {
      const { promise, resolve } = Promise.withResolvers<ProbeOutcome>();
      const request = { answer: resolve, stopped: false };
      requests.push(request);
      return { outcome: promise, stop: () => void (request.stopped = true) };
    },
  };
  async function pass(duration: number): Promise<void> {
    const until = clock + duration;
    for (;;) {
      const due = timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      clock = Math.max(clock, due.at);
      timers = timers.filter((other) => other !== due);
      due.call();
    }
    clock = until;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { effects, pass, requests };
}

test("startProbe() sends at its rhythm whether or not answers come", async () => {
  const { effects, pass, requests } = world();
  const probe = startProbe(source, effects);
  await pass(900);
  assert.equal(requests.length, 4);
  assert.deepEqual(probe.takeBatch()?.open, [1_000_000, 1_000_250, 1_000_500, 1_000_750]);
});

test("startProbe() dates an answer by the moment its request was sent", async () => {
  const { effects, pass, requests } = world();
  const probe = startProbe(source, effects);
  await pass(300);
  requests[0]?.answer(504);
  await pass(0);
  const batch = probe.takeBatch();
  assert.deepEqual(batch?.ended, [[1_000_000, 300, 504]]);
  assert.deepEqual(batch?.open, [1_000_250]);
  assert.deepEqual(probe.takeBatch()?.ended, []);
});

test("startProbe() bounds the open requests and says so", async () => {
  const { effects, pass } = world();
  const probe = startProbe(source, effects);
  await pass(2_400);
  const batch = probe.takeBatch();
  assert.equal(batch?.open.length, 6);
  assert.match(String(batch?.ended[0]?.[2]), /not sent/);
});

test("startProbe() ends after its patience and leaves open requests as open", async () => {
  const { effects, pass, requests } = world();
  const probe = startProbe(source, effects);
  await pass(100);
  const ended = probe.end(2_000);
  await pass(2_100);
  await ended;
  assert.equal(requests[0]?.stopped, true);
  assert.deepEqual(probe.takeBatch()?.open, [1_000_000]);
});

test("startProbe() leaves out beats that the process slept through", async () => {
  const { effects, pass, requests } = world();
  startProbe(source, { ...effects, after: (delay, call) => effects.after(delay === 0 ? 0 : delay + 10_000, call) });
  await pass(11_000);
  assert.equal(requests.length, 2);
});
