import assert from "node:assert/strict";
import { mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { compactRecording } from "../../src/archive/compact-fs.ts";
import { listFiles } from "../../src/archive/disk-fs.ts";
import { isSealed, sealJson } from "../../src/archive/seal-fs.ts";
import { formatVerification } from "../../src/archive/verification-text.ts";
import { verifySession } from "../../src/archive/verify-fs.ts";
import { randomFrom } from "../bench/workload.ts";
import { begin, makeSession, recordDrill, withBook } from "./drill.ts";

const problemsOf = async (folder: string) => (await verifySession(folder)).problems;

test("verifySession() finds a whole session whole, and counts it", () =>
  withBook(async (book) => {
    const folder = await makeSession(book);
    const verification = await verifySession(folder);
    assert.deepEqual(verification.problems, []);
    assert.deepEqual(verification.remarks, []);
    const { facts, series, samples, answers, configs, redactions, revisions } = verification.counts;
    assert.deepEqual([facts, series, samples, answers, configs, redactions, revisions], [4, 1, 8, 2, 2, 3, 0]);
    assert.deepEqual(verification.scrapes, [
      { job: "app", instance: "192.0.2.10:8080", every: 5_000, expected: 8, seen: 8 },
    ]);
    assert.match(
      formatVerification(folder, verification),
      /8 of 8 expected scrapes on record, failed ones too, 100 %\n✓ Whole/,
    );
  }));

test("verifySession() finds a flipped byte in every file", () =>
  withBook(async (book) => {
    const folder = await makeSession(book);
    const random = randomFrom(4);
    for (const file of (await listFiles(folder)).files) {
      const path = join(folder, file);
      const sound = await readFile(path);
      for (let run = 0; run < 12; run++) {
        const damaged = Buffer.from(sound);
        const at = Math.floor(random() * sound.length);
        damaged[at] = (damaged[at] ?? 0) ^ (1 << Math.floor(random() * 8));
        await writeFile(path, damaged);
        assert.notDeepEqual(await problemsOf(folder), [], `${file}: byte ${at}`);
      }
      await writeFile(path, sound.subarray(0, -1));
      assert.notDeepEqual(await problemsOf(folder), [], `${file}: cut`);
      await writeFile(path, sound);
    }
    assert.deepEqual(await problemsOf(folder), []);
  }));

test("verifySession() finds a missing and an added file", () =>
  withBook(async (book) => {
    const folder = await makeSession(book);
    for (const file of (await listFiles(folder)).files) {
      const sound = await readFile(join(folder, file));
      await rm(join(folder, file));
      assert.ok((await problemsOf(folder)).some((problem) => problem.file === file), file);
      await writeFile(join(folder, file), sound);
    }
    for (const file of ["answers/099-more.json", "configs/more.yml", "more", "answers/self-start/more.json"]) {
      await writeFile(join(folder, file), "{}");
      assert.ok((await problemsOf(folder)).some((problem) => problem.file === file), file);
      await rm(join(folder, file));
    }
    await symlink("/etc/hostname", join(folder, "configs", "link"));
    assert.match(JSON.stringify(await problemsOf(folder)), /configs\/link.*no plain file/);
  }));

test("verifySession() says in one line what is wrong with an answer", () =>
  withBook(async (book) => {
    const folder = await makeSession(book);
    const [file = ""] = (await listFiles(folder)).files.filter((path) => /^answers\/[^/]+\.json$/.test(path));
    await writeFile(join(folder, file), '{"query":1}');
    const problem = (await problemsOf(folder)).find((each) => each.file === file && /cannot be read/.test(each.text));
    assert.match(problem?.text ?? "", /^cannot be read: query: [^\n]*$/);
  }));

test("verifySession() tells that notes were edited, and blames nobody", () =>
  withBook(async (book) => {
    const { folder } = await recordDrill(book);
    await writeFile(join(folder, "notes.md"), "first");
    await compactRecording(folder, { end: begin + 41_000, status: "complete" });
    assert.deepEqual((await verifySession(folder)).remarks, []);
    await writeFile(join(folder, "notes.md"), "second thought");
    const { problems, remarks } = await verifySession(folder);
    assert.deepEqual(problems, []);
    assert.deepEqual(remarks, [{ file: "notes.md", text: "was edited after recording" }]);
  }));

test("verifySession() accepts revisions that carry their own checksum", () =>
  withBook(async (book) => {
    const folder = await makeSession(book);
    await mkdir(join(folder, "revisions"));
    const text = sealJson({ number: 1, report: {} });
    assert.ok(isSealed(text));
    await writeFile(join(folder, "revisions", "001.json"), text);
    assert.deepEqual(await problemsOf(folder), []);
    await writeFile(join(folder, "revisions", "001.json"), text.replace('"number": 1', '"number": 2'));
    assert.match(JSON.stringify(await problemsOf(folder)), /own checksum/);
  }));

test("verifySession() does not follow a manifest out of the folder", () =>
  withBook(async (book) => {
    const folder = await makeSession(book);
    const path = join(folder, "manifest.json");
    const { sha256: _, ...manifest } = JSON.parse(await readFile(path, "utf8"));
    for (const outside of ["../../../outside", "/etc/passwd", "a/../../b", "C:/x", "a\\b"]) {
      manifest.files.push({ path: outside, size: 1, sha256: "0".repeat(64) });
    }
    await writeFile(path, sealJson(manifest));
    const problems = await problemsOf(folder);
    assert.equal(problems.length, 5);
    for (const { text } of problems) assert.match(text, /leads out of the session/);
  }));

test("verifySession() says that a recording is to be recovered", () =>
  withBook(async (book) => {
    const { folder } = await recordDrill(book);
    assert.match(JSON.stringify(await problemsOf(folder)), /being recorded, or its recorder was killed; run/);
  }));
