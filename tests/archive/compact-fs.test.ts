import assert from "node:assert/strict";
import { appendFile, cp, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { compactRecording } from "../../src/archive/compact-fs.ts";
import { type DiskEffects, listFiles, systemDisk } from "../../src/archive/disk-fs.ts";
import { places } from "../../src/archive/names.ts";
import { createRecording } from "../../src/archive/recording-fs.ts";
import { readSession } from "../../src/archive/session-fs.ts";
import { verifySession } from "../../src/archive/verify-fs.ts";
import { UserError } from "../../src/core/user-error.ts";
import { begin, makeBody, makeHead, makeUp, recordDrill, withBook } from "./drill.ts";

const outcome = { end: begin + 41_000, status: "complete" } as const;

/** A disk that is full from its `operation`-th open or rename on. */
function fullFrom(operation: number): DiskEffects {
  let count = 0;
  const full = () => ++count >= operation;
  const refuse = () => Promise.reject(Object.assign(new Error("ENOSPC"), { code: "ENOSPC" }));
  return {
    open: (...args) => full() ? refuse() : systemDisk.open(...args),
    rename: (...args) => full() ? refuse() : systemDisk.rename(...args),
  };
}

async function contentOf(folder: string): Promise<Record<string, string>> {
  const { files } = await listFiles(folder);
  const texts = await Promise.all(
    files.map(async (file) => [file, await readFile(join(folder, file), "utf8")] as const),
  );
  return Object.fromEntries(texts);
}

test("compactRecording() ends the same when the disk was full at any step before", () =>
  withBook(async (book) => {
    const { folder } = await recordDrill(book);
    const whole = join(book, "whole");
    await cp(folder, whole, { recursive: true });
    await compactRecording(whole, outcome);
    const expected = await contentOf(whole);
    let refused = 0;
    for (let operation = 1; operation < 30; operation++) {
      const copy = join(book, `copy-${operation}`);
      await cp(folder, copy, { recursive: true });
      const error = await compactRecording(copy, outcome, fullFrom(operation)).catch((error: unknown) => error);
      if (error === undefined) break;
      refused++;
      assert.ok(error instanceof UserError);
      assert.match(error.message, /Cannot write ".*copy-\d+.*": no space is left on the disk; .*recover/);
      await compactRecording(copy, outcome);
      assert.deepEqual(await contentOf(copy), expected);
    }
    assert.equal(refused, 8);
  }));

test("appendFacts() leaves the journal whole when the disk is full, and goes on when it is not", () =>
  withBook(async (book) => {
    let full = false;
    const disk: DiskEffects = {
      ...systemDisk,
      open: async (...args) => {
        const handle = await systemDisk.open(...args);
        const write = handle.write.bind(handle) as (bytes: Uint8Array, at: number, length: number) => Promise<unknown>;
        const refuse = async (bytes: Uint8Array, at: number, length: number) => {
          if (!full) return await write(bytes, at, length);
          await write(bytes, at, Math.floor(length / 2));
          throw Object.assign(new Error("ENOSPC"), { code: "ENOSPC" });
        };
        return Object.assign(handle, { write: refuse });
      },
    };
    const recording = await createRecording(book, makeHead(), disk);
    await recording.appendFacts([{ kind: "phase", at: begin, name: "first" }]);
    full = true;
    await assert.rejects(recording.appendFacts([{ kind: "phase", at: begin + 1, name: "second" }]), /no space is left/);
    await assert.rejects(recording.appendSamples({ start: begin, end: begin }, [makeUp(0, 3)]), /no space is left/);
    full = false;
    await recording.appendFacts([{ kind: "phase", at: begin + 2, name: "third" }]);
    await recording.close();
    await compactRecording(recording.folder, outcome);
    const { facts } = await readSession(recording.folder);
    assert.deepEqual(facts.map((fact) => fact.kind === "phase" ? fact.name : ""), ["first", "third"]);
    assert.deepEqual((await verifySession(recording.folder)).problems, []);
  }));

test("appendFacts() keeps the order of calls that overlap", () =>
  withBook(async (book) => {
    const recording = await createRecording(book, makeHead());
    const names = Array.from({ length: 50 }, (_, index) => `phase ${index}`);
    await Promise.all(names.map((name) => recording.appendFacts([{ kind: "phase", at: begin, name }])));
    await recording.close();
    await compactRecording(recording.folder, outcome);
    const { facts } = await readSession(recording.folder);
    assert.deepEqual(facts.map((fact) => fact.kind === "phase" ? fact.name : ""), names);
  }));

test("compactRecording() keeps samples and facts whose texts hold line separators of Unicode", () =>
  withBook(async (book) => {
    const recording = await createRecording(book, makeHead());
    const label = "one\u2028two\u2029three\r";
    await recording.appendFacts([{ kind: "mark", at: begin, mark: "note", label }]);
    const up = makeUp(0, 3);
    await recording.appendSamples({ start: begin, end: begin + 15_000 }, [
      { ...up, labels: { ...up.labels, path: label } },
    ]);
    await recording.close();
    await compactRecording(recording.folder, outcome);
    const { series } = await readSession(recording.folder);
    assert.equal(series[0]?.labels["path"], label);
    assert.deepEqual((await verifySession(recording.folder)).problems, []);
  }));

test("writeAnswer() and writeConfig() refuse once the recording is closed", () =>
  withBook(async (book) => {
    const recording = await createRecording(book, makeHead());
    await recording.close();
    const part = { query: "up", start: begin, end: begin, step: 5_000, body: makeBody([[begin, "1"]]) };
    await assert.rejects(recording.writeAnswer("up", [part]), /the recording is closed/);
    await assert.rejects(recording.writeConfig("a.yml", "a: 1\n"), /the recording is closed/);
    await compactRecording(recording.folder, outcome);
    assert.deepEqual((await verifySession(recording.folder)).problems, []);
  }));

test("compactRecording() keeps what was collected where the final answer is only an error", () =>
  withBook(async (book) => {
    const recording = await createRecording(book, makeHead());
    const part = { query: "up", start: begin, end: begin, step: 5_000 };
    await recording.appendAnswerPart({ ...part, body: makeBody([[begin, "1"]]) });
    await recording.writeAnswer("up", [{
      ...part,
      end: begin + 9,
      body: { status: "error", error: "connection refused" },
    }]);
    await recording.close();
    await compactRecording(recording.folder, outcome);
    const { answers } = await readSession(recording.folder);
    assert.equal(answers.length, 1);
    assert.deepEqual(answers[0]?.series[0]?.values, [1]);
    assert.equal(answers[0]?.error, "connection refused");
    assert.equal(answers[0]?.end, begin + 9);
  }));

test("compactRecording() tells in the journal, once, of windows and parts that it could not read", () =>
  withBook(async (book) => {
    const { folder } = await recordDrill(book);
    await appendFile(join(folder, places.windows), '{"start":0,"end":\n');
    await appendFile(join(folder, places.parts), "torn\n");
    await assert.rejects(compactRecording(folder, outcome, fullFrom(7)), UserError);
    await compactRecording(folder, outcome);
    const { facts } = await readSession(folder);
    const texts = facts.flatMap((fact) => fact.kind === "warning" ? [fact.text] : []);
    assert.deepEqual(texts, [
      "Line 3 of the recorded samples could not be read: it is lost",
      "Line 3 of the collected answers could not be read: it is lost",
    ]);
    assert.deepEqual((await verifySession(folder)).problems, []);
  }));
