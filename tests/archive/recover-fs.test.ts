import assert from "node:assert/strict";
import { appendFile, readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { createRecording } from "../../src/archive/recording-fs.ts";
import { recoverSession } from "../../src/archive/recover-fs.ts";
import { readSession } from "../../src/archive/session-fs.ts";
import { verifySession } from "../../src/archive/verify-fs.ts";
import { begin, makeHead, makeSession, makeUp, recordDrill, withBook } from "./drill.ts";

const effects = { now: () => begin + 9e6 };

test("recoverSession() makes a session whole that ends at its last record", () =>
  withBook(async (book) => {
    const { folder } = await recordDrill(book);
    const { changed, end } = await recoverSession(folder, effects);
    assert.equal(changed, true);
    assert.equal(end, begin + 36_000);
    const session = await readSession(folder);
    assert.equal(session.head.status, "recovered");
    assert.equal(session.head.end, begin + 36_000);
    assert.deepEqual(session.facts.at(-1), { kind: "recorder", at: begin + 9e6, event: "recovered" });
    assert.deepEqual((await verifySession(folder)).problems, []);
  }));

test("recoverSession() drops what was torn and says so in the journal", () =>
  withBook(async (book) => {
    const { folder } = await recordDrill(book);
    await appendFile(join(folder, "journal.ndjson"), '{"kind":"phase","at":1769');
    const windows = join(folder, "recording", "samples.ndjson");
    await truncate(windows, (await readFile(windows)).length - 10);
    await appendFile(join(folder, "recording", "answers.ndjson"), "\0\0\0");
    const open = { kind: "probe", at: begin + 30_000, probe: "site", ended: [], open: [begin + 29_000] };
    const journal = await readFile(join(folder, "journal.ndjson"), "utf8");
    await writeFile(
      join(folder, "journal.ndjson"),
      journal.replace(/(?=\{"kind":"phase","at":1769$)/, `${JSON.stringify(open)}\n`),
    );
    const { words, end } = await recoverSession(folder, effects);
    assert.equal(end, begin + 30_000);
    assert.deepEqual(words.slice(1), [
      "Line 6 of journal.ndjson was torn after 25 characters and is dropped",
      "Line 2 of the recorded samples was torn and is dropped",
      "Line 3 of the collected answers was torn and is dropped",
    ]);
    const { facts, series } = await readSession(folder);
    assert.deepEqual(facts.find(({ kind }) => kind === "probe"), open);
    assert.equal(facts.filter(({ kind }) => kind === "warning").length, 3);
    assert.equal(series[0]?.times.length, 3);
    assert.deepEqual((await verifySession(folder)).problems, []);
  }));

test("recoverSession() takes the inbox in, and sets aside what is no request", () =>
  withBook(async (book) => {
    const { folder } = await recordDrill(book);
    const inbox = join(folder, "recording", "inbox");
    const mark = { at: begin + 50_000, kind: "mark", mark: "recovered", label: "back" };
    await writeFile(join(inbox, "1.json"), JSON.stringify(mark));
    await writeFile(join(inbox, "2.json"), JSON.stringify({ at: begin + 60_000, kind: "stop" }));
    await writeFile(join(inbox, "3.json"), "garbage");
    const { end } = await recoverSession(folder, effects);
    assert.equal(end, begin + 50_000);
    const { facts } = await readSession(folder);
    assert.ok(facts.some((fact) => fact.kind === "mark" && fact.label === "back"));
    assert.ok(facts.some((fact) => fact.kind === "warning" && /"3.json" in the inbox/.test(fact.text)));
  }));

test("recoverSession() changes nothing in a session that is whole", () =>
  withBook(async (book) => {
    const folder = await makeSession(book);
    const recovery = await recoverSession(folder, effects);
    assert.equal(recovery.changed, false);
    assert.match(recovery.words[0] ?? "", /is whole already; nothing was changed/);
    assert.equal((await readSession(folder)).head.status, "complete");
  }));

test("recoverSession() refuses while the recorder lives, and a folder in which nothing was recorded", () =>
  withBook(async (book) => {
    const recording = await createRecording(book, makeHead());
    await assert.rejects(recoverSession(recording.folder, effects), /process \d+ is recording it; end it/);
    await recording.appendSamples({ start: begin, end: begin }, [makeUp(0, 1)]);
    await recording.close();
    assert.equal((await recoverSession(recording.folder, effects)).end, begin + 1_000);
    await assert.rejects(recoverSession(join(book, "none"), effects), /it has no session.json/);
  }));
