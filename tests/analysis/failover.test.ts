import assert from "node:assert/strict";
import { test } from "node:test";
import { analyse } from "../../src/analysis/analyse.ts";
import type { Fact, FactOf } from "../../src/core/fact.ts";
import { drillPlan, drillStart, syntheticSession } from "../fixtures/drill.ts";

const session = syntheticSession();
const at = (seconds: number) => drillStart + seconds * 1_000;
const end = 120;

interface Fault {
  readonly seconds: number;
  readonly label: string;
}

/** A session of two minutes in which the probe lost what was sent in the given stretches. */
function report(faults: readonly Fault[], lost: readonly (readonly [from: number, to: number])[]) {
  const ended: FactOf<"probe">["ended"][number][] = [];
  for (let seconds = 0; seconds < end; seconds += 0.25) {
    const isLost = lost.some(([from, to]) => seconds >= from && seconds < to);
    ended.push([at(seconds), 5, isLost ? 502 : 200]);
  }
  const facts: Fact[] = [
    ...faults.map(({ seconds, label }): Fact => ({ kind: "mark", at: at(seconds), mark: "fault", label })),
    { kind: "probe", at: at(end), probe: drillPlan.sources.probes[0]?.name ?? "", ended, open: [] },
  ];
  return analyse({ ...session, head: { ...session.head, end: at(end) }, facts, series: [], answers: [] });
}

const halted = { seconds: 60, label: "worker-1 halted" };
const doubt = /^Requests were already lost (.*) before the mark "(.*)": the fault began earlier than it was marked/;

test("reportFailovers() counts what was lost before a mark that was set late, and the report doubts its offsets", () => {
  const { failovers, doubts } = report([halted], [[59, 70]]);
  const [failover] = failovers;
  assert.deepEqual(failover?.losses.map(({ lost, firstLost }) => [lost, firstLost]), [[44, at(59)]]);
  assert.deepEqual(failover?.steps.map(({ kind, offset }) => [kind, offset]), [
    ["probe failed first", -1_000],
    ["injected", 0],
    ["probe failed last", 9_750],
    ["probe good again", 10_000],
  ]);
  assert.deepEqual(failover?.story.map(({ offset, text }) => [offset, text]), [
    [-1_000, "From here to +9.8 s probe site lost 44 of 44 requests."],
    [0, "worker-1 halted."],
    [10_000, "Everything was well again."],
  ]);
  const words = doubts.find((each) => doubt.test(each));
  assert.equal(
    words,
    'Requests were already lost 1 s before the mark "worker-1 halted": the fault began earlier than it was marked, ' +
      "so its offsets are too short by at least that",
  );
});

test("reportFailovers() counts an outage that ends where the mark is set", () => {
  const { failovers } = report([halted], [[58, 60]]);
  assert.equal(failovers[0]?.losses[0]?.lost, 8);
  assert.equal(failovers[0]?.timeToRecover, 0);
});

test("reportFailovers() leaves out an outage that ended before the mark, or began long before it", () => {
  for (const stretch of [[50, 55], [40, 70]] as const) {
    const { failovers, doubts } = report([halted], [stretch]);
    assert.ok((failovers[0]?.losses[0]?.firstLost ?? Infinity) >= at(60));
    assert.ok(!doubts.some((each) => doubt.test(each)));
  }
});

test("reportFailovers() leaves an outage to the fault right before it, and counts each request once", () => {
  const early = { seconds: 50, label: "first" };
  const close = report([early, halted], [[51, 70]]);
  assert.deepEqual(close.failovers.map(({ losses }) => losses[0]?.lost), [36, 40]);
  assert.ok(!close.doubts.some((each) => doubt.test(each)));
  const apart = report([{ ...early, seconds: 20 }, halted], [[20, 22], [58, 62]]);
  assert.deepEqual(apart.failovers.map(({ losses }) => losses[0]?.lost), [8, 16]);
  assert.deepEqual(apart.failovers.map(({ losses }) => losses[0]?.sent), [152, 248]);
  const between = report([early, halted], [[50, 52], [59, 70]]);
  assert.deepEqual(between.failovers.map(({ losses }) => losses[0]?.lost), [8, 44]);
});
