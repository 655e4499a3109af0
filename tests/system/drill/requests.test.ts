import assert from "node:assert/strict";
import { test } from "node:test";
import { deedAt, failoverOf, objectiveOf, readEvidence } from "./evidence.ts";

const { truth, report } = await readEvidence();
const worker = failoverOf(report, "worker halted");

/** What the proxy logged as failed among the requests that began in the interval. */
function failedIn(start: number, end: number): typeof truth.served {
  return truth.served.filter(({ startedAt, status }) => startedAt >= start && startedAt < end && status >= 500);
}

/** How many of the harness' own requests failed that were sent in the interval. */
function lostByLoad(start: number, end: number): number {
  return truth.sent.filter(({ sentAt, status }) => sentAt >= start && sentAt < end && (status ?? 599) >= 500).length;
}

test("the probe lost exactly the failed requests that were not the harness' own", () => {
  const [start, end] = [deedAt(truth, "worker halted") - 2_000, deedAt(truth, "worker started")];
  const failed = failedIn(start, end);
  assert.ok(failed.length > 5, `only ${failed.length} requests failed: the drill did not hurt`);
  assert.equal(worker.losses[0]?.lost, failed.length - lostByLoad(start, end));
});

test("requests that hung are counted, and dated by when they were sent", () => {
  const requests = report.probes[0]?.requests ?? [];
  const hung = requests.filter(({ latency, sentAt }) => latency > 15_000 && sentAt < deedAt(truth, "worker started"));
  assert.ok(hung.length > 0, "no request of the probe hung");
  assert.ok(hung.every(({ outcome }) => outcome !== "good"));
  const down = deedAt(truth, "worker halted");
  assert.ok(
    hung.every(({ sentAt }) => sentAt > down - 2_000 && sentAt < down + 20_000),
    "hangs begin while the node is not yet down",
  );
  const longest = Math.max(...failedIn(down - 2_000, deedAt(truth, "worker started")).map(({ duration }) => duration));
  assert.ok(Math.abs((worker.losses[0]?.longest ?? 0) - longest) < 2_000, `the proxy saw at most ${longest} ms`);
});

test("every failed answer is counted although its series was born mid-way", () => {
  const errors = objectiveOf(report, "error-rate");
  const counts = errors.phases.flatMap(({ details }) => details).filter((detail) => detail.kind === "counts");
  const told = errors.overall.details.find((detail) => detail.kind === "counts");
  assert.ok(told !== undefined && counts.length > 0, "the report counts no errors from the raw samples");
  // A request is counted when it ends and seen with the next scrape, 2 s apart; the log is older than the session.
  const ended = truth.served.filter(({ status }) => status >= 500).map(({ startedAt, duration }) =>
    startedAt + duration
  ).filter((at) => at >= report.interval.start);
  const atLeast = ended.filter((at) => at < report.interval.end - 3_000).length;
  const atMost = ended.filter((at) => at < report.interval.end + 1_000).length;
  assert.ok(told.bad >= atLeast && told.bad <= atMost, `${told.bad} errors counted, ${atLeast} to ${atMost} happened`);
  assert.ok(told.born.length > 0, "no series was born with its first error");
  assert.ok(told.unseen > 0, "increase() saw every error, so nothing was proven");
});

test("the metrics date the outage late, and the report says by how much", () => {
  const late = worker.metricsLate;
  assert.ok(late !== undefined, "the report does not compare the probe's outage with the metrics'");
  const first = Math.min(
    ...failedIn(deedAt(truth, "worker halted") - 2_000, deedAt(truth, "worker started")).map(({ startedAt }) =>
      startedAt
    ),
  );
  const wanted = firstBreach(first) - first;
  assert.ok(Math.abs(late.onset - wanted) < 6_000, `${late.onset} ms told, ${wanted} ms by the proxy's own log`);
});

/** When the requests that ended within 15 s first broke an objective, each counted when it ended, as the proxy does. */
function firstBreach(after: number): number {
  const ended = truth.served.map((served) => ({ ...served, at: endOf(served) }));
  for (let at = after; at < report.interval.end; at += 500) {
    const window = ended.filter((served) => served.at > at - 15_000 && served.at <= at);
    const bad = window.filter(({ status }) => status >= 500).length;
    const mean = window.reduce((sum, { duration }) => sum + duration, 0) / window.length;
    if (bad / window.length >= 0.01 || mean >= 200) return at;
  }
  throw new Error("The proxy's log breaks no objective");
}

function endOf({ startedAt, duration }: { startedAt: number; duration: number }): number {
  return startedAt + duration;
}
