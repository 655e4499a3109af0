import assert from "node:assert/strict";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import process from "node:process";
import { after, before, test } from "node:test";
import { readSession } from "../../src/archive/session-fs.ts";
import { verifySession } from "../../src/archive/verify-fs.ts";
import { checkPorts, portsFrom } from "../../src/lab/lab-ports.ts";
import type { Ending } from "../e2e/task.ts";
import { demoBook, findPorts, printed, runDemo, sessionOf } from "./demo-run.ts";

let made: Awaited<ReturnType<typeof demoBook>>;
let port: number;
let first: Ending;
let second: Ending;
let secondElsewhere: Ending;

before(async () => {
  made = await demoBook();
  port = await findPorts();
  const ports = ["--port", String(port)];
  first = await runDemo(made.book, ports, {
    async begun(print, end, isOver) {
      await printed(print, /phase "worker-1 killed" begins/, isOver);
      second = await runDemo(made.book, ["--port", String(await findPorts())]);
      const other = await demoBook();
      secondElsewhere = await runDemo(other.book, ports);
      await other.remove();
      end("SIGINT");
    },
  });
});

after(async () => await made?.remove());

test("a demo that is interrupted says so and leaves nothing running", async () => {
  assert.equal(first.code, 130, first.output);
  assert.match(first.output, /did not come to its end/);
  assert.match(first.output, /nothing is left running/);
  assert.doesNotMatch(first.output, /Building the book/);
  await checkPorts(portsFrom(port));
});

test("what an interrupted demo recorded is whole, and ends where it was interrupted", async () => {
  const folder = await sessionOf(made.book);
  assert.deepEqual((await verifySession(folder)).problems, []);
  const { head, facts } = await readSession(folder);
  assert.equal(head.status, "complete");
  const phases = facts.flatMap((fact) => (fact.kind === "phase" ? [fact.name] : []));
  assert.deepEqual(phases, ["baseline", "worker-1 killed"]);
});

test("a second demo in the same book is refused while the first records", () => {
  assert.equal(second.code, 64, second.output);
  assert.match(second.output, /Cannot begin a session: ".*" is being recorded/);
});

test("a second demo in another book is told which port is taken, and records nothing", () => {
  assert.equal(secondElsewhere.code, 64, secondElsewhere.output);
  assert.match(secondElsewhere.output, new RegExp(`on port ${port}: another program has it.*--port`));
});

test("a port that another program has is named before anything is started", async () => {
  const { book, remove } = await demoBook();
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const { port } = taken.address() as { port: number };
  const { code, output } = await runDemo(book, ["--port", String(port - 1)]);
  taken.close();
  assert.equal(code, 64, output);
  assert.match(output, new RegExp(`port ${port}: another program has it`));
  await assert.rejects(readdir(join(book, "content", "sessions")));
  await remove();
});

test("a demo that finds no real Prometheus says so, and ends", async () => {
  const { PATH: path } = process.env;
  process.env["PATH"] = "";
  try {
    const { code, output } = await runDemo(made.book, ["--port", String(await findPorts()), "--prometheus", "real"]);
    assert.equal(code, 64, output);
    assert.match(output, /Cannot start Prometheus: there is no program prometheus on PATH/);
  } finally {
    process.env["PATH"] = path;
  }
});

test("options that mean nothing are refused with words", async () => {
  for (
    const [args, words] of [
      [["--port", "70000"], /Cannot use port "70000": expected 1 to 65531/],
      [["--prometheus", "mine"], /Cannot use Prometheus "mine": expected "embedded" or "real"/],
      [["--log", "no/such/folder.ndjson"], /Cannot write the lab's log "no\/such\/folder.ndjson"/],
      [["--slow"], /Unknown option '--slow'/],
    ] as const
  ) {
    const { code, output } = await runDemo(made.book, args);
    assert.equal(code, 64, output);
    assert.match(output, words);
  }
});
