import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { alignedStamp, type BeatEffects, keepBeat, lastBeat } from "../../../src/lab/prometheus/beat.ts";

const beat = { interval: 500, offset: 120 };

test("lastBeat() is at most an interval before", () => {
  assert.equal(lastBeat(beat, 120), 120);
  assert.equal(lastBeat(beat, 119), -380);
  fc.assert(fc.property(fc.integer({ min: 0, max: 2e12 }), fc.integer({ min: 0, max: 499 }), (at, offset) => {
    const last = lastBeat({ interval: 500, offset }, at);
    assert.ok(last <= at && at - last < 500);
    assert.ok(Number.isInteger((last - offset) / 500));
  }));
});

test("alignedStamp() is the beat's where that was at most 2 ms ago", () => {
  assert.deepEqual([1_620, 1_621, 1_622, 1_623, 1_619].map((now) => alignedStamp(beat, now)), [
    1_620,
    1_620,
    1_620,
    1_623,
    1_619,
  ]);
});

/** A clock that stands still but for sleep, and for what `work` adds at each act; collects the acts until `end`. */
async function actsOf(start: number, end: number, work: (count: number) => number): Promise<[number, number][]> {
  const ending = new AbortController();
  const acts: [number, number][] = [];
  let now = start;
  const effects: BeatEffects = {
    now: () => now,
    sleep(duration) {
      now += duration;
      return Promise.resolve();
    },
  };
  await keepBeat(
    beat,
    (due, at) => {
      acts.push([due, at]);
      now += work(acts.length);
      if (now >= end) ending.abort();
    },
    ending.signal,
    effects,
  );
  return acts;
}

test("keepBeat() acts at each instant from the next one on", async () => {
  assert.deepEqual(await actsOf(1_000, 2_600, () => 10), [[1_120, 1_120], [1_620, 1_620], [2_120, 2_120], [
    2_620,
    2_620,
  ]]);
});

test("keepBeat() does what it missed once, late, and leaves out the rest", async () => {
  assert.deepEqual(await actsOf(1_000, 4_000, (count) => count === 1 ? 1_700 : 0), [
    [1_120, 1_120],
    [2_620, 2_820],
    [3_120, 3_120],
    [3_620, 3_620],
    [4_120, 4_120],
  ]);
});

test("keepBeat() keeps up with acts that take hardly longer than the interval", async () => {
  assert.deepEqual(await actsOf(1_000, 2_500, () => 501), [[1_120, 1_120], [1_620, 1_621], [2_120, 2_122]]);
});

test("keepBeat() follows a clock that is set back", async () => {
  const hour = 3_600_000;
  const acts = await actsOf(hour, hour + 700, (count) => count === 1 ? -hour / 2 : count === 3 ? hour : 0);
  assert.deepEqual(acts.map(([due]) => due), [hour + 120, hour / 2 + 620, hour / 2 + 1_120]);
});
