import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { analyse } from "../../src/analysis/analyse.ts";
import type { Failover, Report, StepKind } from "../../src/analysis/report.ts";
import { readSession } from "../../src/archive/session-fs.ts";
import { verifySession } from "../../src/archive/verify-fs.ts";
import type { LabEvent } from "../../src/lab/lab-event.ts";
import { checkPorts, portsFrom } from "../../src/lab/lab-ports.ts";
import type { Ending } from "../e2e/task.ts";
import { tagsOf } from "../site/built-book.ts";
import { demoBook, findPorts, printed, readLog, runDemo, sessionOf } from "./demo-run.ts";

/** How far the recorder may date what the lab did, ms: its poll of a quarter second, and what a busy machine adds. */
const tolerance = 1_500;

/** What an address answered. */
interface Answer {
  readonly url: string;
  readonly status: number;
  readonly text: string;
}

let made: Awaited<ReturnType<typeof demoBook>>;
let port: number;
let ending: Ending;
let folder: string;
let report: Report;
let log: readonly LabEvent[];
let page: Answer;
let assets: readonly Answer[];

before(async () => {
  made = await demoBook();
  port = await findPorts();
  ending = await runDemo(made.book, ["--port", String(port), "--log", "lab.ndjson"], {
    async begun(print, end, isOver) {
      const [, address = ""] = await printed(print, /(http:\/\/127\.0\.0\.1:\d+\/sessions\/\S+)/, isOver);
      page = await ask(address);
      const linked = tagsOf(page.text).flatMap(({ name, attributes }) =>
        name === "script" || name === "link" || name === "img"
          ? [attributes.get("src") ?? attributes.get("href") ?? ""]
          : []
      );
      assets = await Promise.all(
        linked.filter((path) => path !== "" && !path.startsWith("data:")).map((path) =>
          ask(new URL(path, address).href)
        ),
      );
      end("SIGINT");
    },
  });
  folder = await sessionOf(made.book);
  report = analyse(await readSession(folder));
  log = await readLog(join(made.book, "lab.ndjson"));
});

after(async () => await made?.remove());

async function ask(url: string): Promise<Answer> {
  const response = await fetch(url);
  return { url, status: response.status, text: await response.text() };
}

/** A text as a reader sees it. */
const plain = (text: string) => text.replace(/\s+/g, " ").trim();

function failover(index: number): Failover {
  const found = report.failovers[index];
  if (found === undefined) throw new Error(`The report tells of ${report.failovers.length} faults`);
  return found;
}

function near(at: number | undefined, wanted: number, what: string): void {
  assert.ok(at !== undefined, `${what}: the report has no instant`);
  assert.ok(Math.abs(at - wanted) <= tolerance, `${what}: the report says ${at - wanted} ms after the lab did it`);
}

function stepAt({ steps }: Failover, kind: StepKind): number | undefined {
  return steps.find((step) => step.kind === kind)?.at;
}

/** When the lab's scheduler decided something of a node, first after an instant. */
function nodeAt(node: string, state: "ready" | "down", after: number): number {
  const found = log.find((event) =>
    event.kind === "node" && event.node === node && event.state === state && event.at >= after
  );
  if (found === undefined) throw new Error(`The lab never called ${node} ${state}`);
  return found.at;
}

/** The slots that the scheduler gave to another node between two instants, and when the new task ran. */
function movesOf(start: number, end: number) {
  const tasks = log.filter((event) => event.kind === "task");
  const wanted = tasks.filter(({ at, desired }) => at < start && desired === "running");
  const running = tasks.filter(({ at, state, desired }) =>
    at >= start && at < end && desired === "running" && state === "running"
  );
  return running.filter(({ id }) => !wanted.some((task) => task.id === id)).map(({ service, slot, node, at }) => ({
    slot: `${service}.${slot}`,
    from: wanted.findLast((task) => task.service === service && task.slot === slot)?.node,
    to: node,
    at,
  })).sort((a, b) => (a.slot < b.slot ? -1 : 1));
}

const killedAt = (index: number) =>
  log.filter((event) => event.kind === "host" && event.is === "killed")[index]?.at ?? NaN;

test("the demo ends well, and leaves nothing running", async () => {
  assert.equal(ending.code, 0, ending.output);
  assert.match(ending.output, /The SLA did not hold/);
  await checkPorts(portsFrom(port));
});

test("its session verifies, and its samples give Prometheus' own answers again", async () => {
  const verification = await verifySession(folder);
  assert.deepEqual(verification.problems, []);
  const { truth } = report;
  assert.ok(truth.answers.length > 0);
  assert.deepEqual(truth.answers.filter(({ outcome }) => outcome !== "agrees"), []);
});

/** Why a phase cannot be told of where this machine let the recorder wait too long; nothing else may stand for a pass. */
const stalled = /should be on record|requests were sent: the recorder did not watch/;

function verdictOf(place: number): string {
  const findings = report.objectives.map(({ phases }) => phases[place]);
  const unsure = findings.filter((finding) => finding?.verdict === "inconclusive");
  const isStalled = unsure.length > 0 && unsure.every((finding) => stalled.test(finding?.because ?? ""));
  const verdict = report.phases[place]?.verdict ?? "";
  return verdict === "inconclusive" && isStalled ? "pass" : verdict;
}

test("its verdicts are those of what was done", () => {
  assert.deepEqual(report.phases.map(({ name }, place) => [name, verdictOf(place)]), [
    ["baseline", "pass"],
    ["worker-1 killed", "fail"],
    ["one worker", "pass"],
    ["worker-1 back", "pass"],
    ["both workers killed", "fail"],
    ["manager alone", "pass"],
    ["recovered", "pass"],
  ], ending.output);
});

test("its failovers are dated as the lab's scheduler decided", () => {
  assert.equal(report.failovers.length, 2);
  near(failover(0).fault.at, killedAt(0), "worker-1 killed");
  near(stepAt(failover(0), "node down"), nodeAt("worker-1", "down", killedAt(0)), "worker-1 is down");
  near(stepAt(failover(0), "node ready"), nodeAt("worker-1", "ready", killedAt(0)), "worker-1 is ready");
  near(failover(1).fault.at, killedAt(1), "both workers killed");
  near(stepAt(failover(1), "node down"), nodeAt("worker-2", "down", killedAt(1)), "worker-2 is down");
});

test("its moved tasks are those that the lab's scheduler moved", () => {
  for (const [index, end] of [killedAt(1), Infinity].entries()) {
    const moves = movesOf(killedAt(index), end);
    assert.ok(moves.length > 0, "the lab moved nothing");
    const told = failover(index).moves.map(({ service, slot, from, to, runningAt }) => ({
      slot: `${service}.${slot}`,
      from,
      to,
      runningAt,
    })).sort((a, b) => (a.slot < b.slot ? -1 : 1));
    assert.deepEqual(
      told.map(({ slot, from, to }) => ({ slot, from, to })),
      moves.map(({ slot, from, to }) => ({ slot, from, to })),
    );
    for (const [place, { slot, at }] of moves.entries()) near(told[place]?.runningAt, at, `${slot} runs`);
  }
});

test("requests hung while a host was dead, and the proxy counted them when they ended", () => {
  for (const [index, { losses, metricsLate }] of report.failovers.entries()) {
    const lost = losses.reduce((sum, loss) => sum + loss.lost, 0);
    assert.ok(lost > 0, `no request was lost when ${failover(index).fault.label}`);
    assert.ok((metricsLate?.onset ?? 0) > 0, "the metrics dated the outage as early as the probe");
  }
});

test("its page opens, with all that it asks for", () => {
  assert.equal(page.status, 200);
  assert.ok(plain(page.text).includes(plain(report.headline)), report.headline);
  assert.ok(assets.length > 0);
  assert.deepEqual(assets.filter(({ status }) => status !== 200).map(({ url }) => url), []);
});
