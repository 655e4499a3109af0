import assert from "node:assert/strict";
import { appendFile, mkdir, readFile, rm, stat, symlink, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { compactRecording } from "../../src/archive/compact-fs.ts";
import { findRecording } from "../../src/archive/inbox-fs.ts";
import { createRecording } from "../../src/archive/recording-fs.ts";
import { findSession, listSessions, readSession } from "../../src/archive/session-fs.ts";
import { verifySession } from "../../src/archive/verify-fs.ts";
import { UserError } from "../../src/core/user-error.ts";
import { begin, makeHead, makeSession, makeUp, recordDrill, withBook } from "./drill.ts";

test("readSession() reads what was recorded", () =>
  withBook(async (book) => {
    const folder = await makeSession(book);
    const session = await readSession(folder);
    assert.equal(session.head.status, "complete");
    assert.equal(session.head.end, begin + 41_000);
    assert.equal(session.head.plan.sources.prometheus?.url, "http://me:«redacted»@127.0.0.1:9090");
    assert.deepEqual(session.facts.map(({ kind }) => kind), ["recorder", "phase", "mark", "swarm"]);
    assert.equal(session.series.length, 1);
    assert.deepEqual(session.series[0]?.times, makeUp(0, 8).times);
    assert.deepEqual(session.answers.map(({ query }) => query), ["up", "rate(x[1m])"]);
    const [up, rate] = session.answers;
    assert.deepEqual(up?.series, [{
      labels: { __name__: "up" },
      times: [begin, begin + 5_000, begin + 10_000],
      values: [1, 1, Infinity],
    }]);
    assert.deepEqual([up?.start, up?.end, up?.step, up?.error], [begin, begin + 10_000, 5_000, undefined]);
    assert.deepEqual(rate?.warnings, ["careful"]);
    assert.deepEqual(session.configs.map(({ path }) => path), ["_up_/outside/.env", "content/stacks/app.yml"]);
    assert.match(session.configs[1]?.text ?? "", /password: «redacted»\n/);
    assert.equal((session.prometheus.start.targets as { status: string }).status, "success");
    assert.equal(session.notes, "");
    assert.deepEqual(session.redactions.map(({ file, place }) => `${file} ${place}`), [
      "session.json plan.sources.prometheus.url",
      "journal.ndjson service s1: Spec.TaskTemplate.Env[0] MINIO_ROOT_PASSWORD",
      "configs/content/stacks/app.yml line 3: password",
    ]);
    for (const { path } of session.files) assert.ok(!(await readFile(join(folder, path), "utf8")).includes("hunter2"));
    await assert.rejects(stat(join(folder, "recording")), { code: "ENOENT" });
  }));

test("readSession() calls an error body an error, never data", () =>
  withBook(async (book) => {
    const recording = await createRecording(book, makeHead());
    const part = { query: "up", start: begin, end: begin, step: 5_000 };
    const body = { status: "error", errorType: "timeout", error: "query timed out" };
    await recording.writeAnswer("up", [{ ...part, body }]);
    await recording.writeAnswer("odd", [{
      ...part,
      query: "x",
      body: { status: "success", data: { resultType: "vector" } },
    }]);
    await recording.close();
    await compactRecording(recording.folder, { end: begin, status: "complete" });
    const { answers } = await readSession(recording.folder);
    assert.deepEqual(answers.map(({ error }) => error), [
      "timeout: query timed out",
      "Prometheus' answer is no range answer",
    ]);
    assert.deepEqual(answers.map(({ series }) => series.length), [0, 0]);
  }));

test("readSession() refuses a session that is being recorded, damaged, or leads outside", () =>
  withBook(async (book) => {
    const { folder } = await recordDrill(book);
    await assert.rejects(readSession(folder), /is being recorded, or its recorder was killed; .*recover/);
    await compactRecording(folder, { end: begin, status: "complete" });
    await appendFile(join(folder, "journal.ndjson"), '{"kind":"phase"}\n');
    await assert.rejects(readSession(folder), (error: Error) => {
      return error instanceof UserError && error.exitCode === 3 && /journal.ndjson: line 5/.test(error.message);
    });
    await unlink(join(folder, "samples.jsonl"));
    await symlink("/etc/passwd", join(folder, "samples.jsonl"));
    await assert.rejects(readSession(folder), /symbolic link|journal/);
    assert.ok((await verifySession(folder)).problems.some(({ file }) => file === "samples.jsonl"));
  }));

test("createRecording() refuses a second recorder in one book, and an id that is no name", () =>
  withBook(async (book) => {
    const recording = await createRecording(book, makeHead());
    assert.equal(await findRecording(book), recording.folder);
    await assert.rejects(createRecording(book, makeHead("another")), /is being recorded; end it/);
    await recording.close();
    assert.equal(await findRecording(book), undefined);
    await assert.rejects(createRecording(book, makeHead()), /exists already/);
    await assert.rejects(createRecording(book, makeHead("../x")), RangeError);
  }));

test("listSessions() gives newest first and leaves out what is being recorded", () =>
  withBook(async (book) => {
    assert.deepEqual(await listSessions(book), []);
    await makeSession(book);
    const later = await createRecording(book, { ...makeHead("2026-11-23T000000Z-x"), start: begin + 3e6 });
    await later.close();
    assert.deepEqual((await listSessions(book)).map(({ head }) => head.id), ["2026-11-22T231612Z-worker-loss"]);
    assert.equal((await listSessions(book, { recording: true }))[0]?.head.id, "2026-11-23T000000Z-x");
    assert.match(await findSession(book, "latest"), /worker-loss$/);
    assert.match(await findSession(book, "2026-11-23"), /000000Z-x$/);
    assert.match(await findSession(book, "content/sessions/2026-11-23T000000Z-x/"), /000000Z-x$/);
    await assert.rejects(findSession(book, "2026"), /2 sessions begin so/);
    await assert.rejects(
      findSession(book, "1999"),
      /Cannot find session "1999": there are "2026-11-23T000000Z-x", "2026/,
    );
  }));

test("compactRecording() keeps a session that is whole", () =>
  withBook(async (book) => {
    const folder = await makeSession(book);
    const before = await readFile(join(folder, "session.json"), "utf8");
    await compactRecording(folder, { end: 0, status: "recovered" });
    assert.equal(await readFile(join(folder, "session.json"), "utf8"), before);
  }));

test("readSession() reads notes that were added later", () =>
  withBook(async (book) => {
    const folder = await makeSession(book);
    await writeFile(join(folder, "notes.md"), "# What we saw\n");
    assert.equal((await readSession(folder)).notes, "# What we saw\n");
    const { problems, remarks } = await verifySession(folder);
    assert.deepEqual(problems, []);
    assert.deepEqual(remarks, [{ file: "notes.md", text: "was added after recording" }]);
    await rm(join(folder, "notes.md"));
  }));

test("readSession() reads a session of schema version 1", async () => {
  const folder = fileURLToPath(new URL("../fixtures/sessions/schema-1", import.meta.url));
  const { head, facts, series, answers } = await readSession(folder);
  assert.deepEqual([head.schemaVersion, facts.length, series[0]?.values.length, answers.length], [1, 4, 8, 2]);
  assert.deepEqual((await verifySession(folder)).problems, []);
});

test("readSession() says of a file that is a folder that it is one", () =>
  withBook(async (book) => {
    const folder = await makeSession(book);
    await rm(join(folder, "samples.jsonl"));
    await mkdir(join(folder, "samples.jsonl"));
    await assert.rejects(readSession(folder), (error) => {
      return error instanceof UserError && error.exitCode === 3 &&
        error.message === 'Cannot read "samples.jsonl": it is a folder';
    });
  }));
