import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { recoverSession } from "../../src/archive/recover-fs.ts";
import { readSession } from "../../src/archive/session-fs.ts";
import { verifySession } from "../../src/archive/verify-fs.ts";
import { fakeBook } from "../fakes/book.ts";
import { fakeDocker } from "../fakes/docker.ts";
import { fakePrometheus } from "../fakes/prometheus.ts";
import { fakeWeb } from "../fakes/web.ts";

// Deno runs the same code, more slowly: a few rounds there show that it can.
const rounds = "Deno" in globalThis ? 6 : 52;
const lanes = 2;
const deadline = 600;

const fakes = await Promise.all([fakePrometheus({ series: 5 }), fakeDocker(), fakeWeb()]);
const [prometheus, docker, web] = fakes;
after(() => Promise.all(fakes.map((fake) => fake.close())));

const runtime = "Deno" in globalThis ? ["run", "-A"] : [];

function capture(book: string, ...more: string[]): ChildProcess {
  const args = [...runtime, "scripts/capture.ts", ...more, "--book", book];
  return spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
}

/** Resolves when the process printed the words, or ended. It goes on being listened to: a closed pipe is another test. */
function until(child: ChildProcess, words: string): Promise<void> {
  return new Promise((resolve) => {
    let printed = "";
    child.stdout?.on("data", (chunk) => {
      printed += String(chunk);
      if (printed.includes(words)) resolve();
    });
    child.stderr?.on("data", (chunk) => process.stderr.write(chunk));
    child.on("exit", () => resolve());
  });
}

/** Signals a process that has not ended. Deno's `child.kill()` takes it for dead at once, and never learns its exit code. */
function send(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.exitCode === null && child.signalCode === null) process.kill(child.pid ?? NaN, signal);
}

/** The exit code of a process, whether or not it has ended. */
async function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  return child.exitCode;
}

async function onlySession(book: string): Promise<string | undefined> {
  const names = await readdir(join(book, "content", "sessions")).catch(() => []);
  return names.length === 0 ? undefined : join(book, "content", "sessions", names[0] ?? "");
}

async function printedFacts(folder: string): Promise<number> {
  const text = await readFile(join(folder, "journal.ndjson"), "utf8").catch(() => "");
  return text.split("\n").length - 1;
}

/** Kills the recorder after `delay` ms of recording, or of its ending, and recovers. */
async function killOnce(delay: number, ending: boolean): Promise<void> {
  const { book, remove } = await fakeBook({
    prometheus: prometheus.url,
    docker: [docker.url],
    web: web.url,
    swarmEvery: "250ms",
    interval: "10ms",
  });
  try {
    const child = capture(book, "drill", "--phase", "baseline");
    await until(child, "Recording session");
    if (ending) {
      await sleep(100);
      send(child, "SIGINT");
    }
    await sleep(delay);
    send(child, "SIGKILL");
    await exitOf(child);
    if (!ending) assert.equal(child.signalCode, "SIGKILL", "killed, and not ended before");
    const folder = await onlySession(book);
    assert.ok(folder, "a session folder");
    const onDisk = await printedFacts(folder);
    await recoverSession(folder);
    const { problems } = await verifySession(folder);
    assert.deepEqual(problems, [], `killed after ${delay} ms${ending ? " of ending" : ""}`);
    const session = await readSession(folder);
    assert.ok(["recovered", "complete"].includes(session.head.status), session.head.status);
    assert.equal(session.facts[0]?.kind, "recorder");
    assert.ok(session.facts.length >= onDisk, `${session.facts.length} facts of ${onDisk} lines`);
  } finally {
    await remove();
  }
}

test(
  `capture killed at ${rounds} random moments leaves a session that recovers and verifies`,
  { timeout: 300_000 },
  async () => {
    let next = 0;
    const lane = async () => {
      while (next < rounds) {
        const ending = next++ % 3 === 0;
        await killOnce(Math.random() * (ending ? 250 : deadline), ending);
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
  },
);

test("capture takes phase, mark and stop from other processes", { timeout: 60_000 }, async () => {
  const { book, remove } = await fakeBook({ prometheus: prometheus.url, docker: [docker.url], web: web.url });
  try {
    const child = capture(book, "drill");
    await until(child, "Recording session");
    const second = capture(book, "drill");
    assert.equal(await exitOf(second), 64);
    const run = async (...args: string[]) => {
      const asked = spawn(process.execPath, [...runtime, ...args, "--book", book], {
        stdio: ["ignore", "pipe", "pipe"],
      });
      assert.equal(await exitOf(asked), 0, args.join(" "));
    };
    await run("scripts/phase.ts", "one worker");
    await run("scripts/mark.ts", "worker-1 halted", "--fault");
    await run("scripts/mark.ts", "worker-1 back", "--recovered");
    await run("scripts/capture.ts", "stop");
    assert.equal(await exitOf(child), 0);
    const folder = await onlySession(book) ?? "";
    const session = await readSession(folder);
    assert.equal(session.head.status, "complete");
    assert.deepEqual((await verifySession(folder)).problems, []);
    const told = session.facts.filter(({ kind }) => kind === "phase" || kind === "mark");
    assert.deepEqual(told.map((fact) => (fact.kind === "phase" ? fact.name : fact.kind === "mark" ? fact.mark : "")), [
      "one worker",
      "fault",
      "recovered",
    ]);
    assert.ok(session.series.length > 0);
    assert.equal(session.answers.length, 1);
  } finally {
    await remove();
  }
});

test("capture interrupted twice stops at once and loses nothing", { timeout: 60_000 }, async () => {
  const { book, remove } = await fakeBook({ docker: [docker.url], web: web.url });
  web.fault(() => ({ kind: "hang" }));
  try {
    const child = capture(book, "drill", "--phase", "baseline");
    await until(child, "Recording session");
    await sleep(1_300);
    send(child, "SIGINT");
    send(child, "SIGINT");
    await sleep(700);
    assert.equal(child.exitCode, null, "npm's doubling of a signal is one interrupt");
    send(child, "SIGINT");
    assert.equal(await exitOf(child), 130);
    const folder = await onlySession(book) ?? "";
    await recoverSession(folder);
    assert.deepEqual((await verifySession(folder)).problems, []);
    const session = await readSession(folder);
    assert.equal(session.head.status, "recovered");
    const batch = session.facts.findLast(({ kind }) => kind === "probe");
    assert.ok(batch?.kind === "probe" && batch.open.length > 0, "unanswered requests are on record");
  } finally {
    web.fault(() => ({ kind: "none" }));
    await remove();
  }
});

test("capture goes on when nobody reads what it prints", { timeout: 60_000 }, async () => {
  const { book, remove } = await fakeBook({ docker: [docker.url], web: web.url });
  try {
    const child = capture(book, "drill", "--phase", "baseline");
    await until(child, "Recording session");
    child.stdout?.destroy();
    docker.halt("worker-1", true);
    await sleep(1_500);
    docker.halt("worker-1", false);
    send(child, "SIGTERM");
    assert.equal(await exitOf(child), 0);
    const folder = await onlySession(book) ?? "";
    assert.deepEqual((await verifySession(folder)).problems, []);
  } finally {
    await remove();
  }
});
