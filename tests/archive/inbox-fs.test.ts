import assert from "node:assert/strict";
import { mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { postRequest, takeRequests } from "../../src/archive/inbox-fs.ts";
import { createRecording } from "../../src/archive/recording-fs.ts";
import { begin, makeHead, withBook } from "./drill.ts";

test("postRequest() waits until the recorder has kept the request", () =>
  withBook(async (book) => {
    const recording = await createRecording(book, makeHead());
    const mark = { at: begin + 2, kind: "mark", mark: "fault", label: "worker-1 halted" } as const;
    const phase = { at: begin + 1, kind: "phase", name: "one worker" } as const;
    let posted = false;
    const posting = Promise.all([postRequest(recording.folder, mark), postRequest(recording.folder, phase)])
      .then(() => posted = true);
    const inbox = join(recording.folder, "recording", "inbox");
    const arrived = async () => (await readdir(inbox)).filter((name) => name.endsWith(".json")).length;
    while (await arrived() < 2) await new Promise(setImmediate);
    await assert.rejects(takeRequests(recording.folder, () => Promise.reject(new Error("disk full"))), /disk full/);
    const taken = await takeRequests(recording.folder, (requests, warnings) => {
      assert.equal(posted, false);
      assert.deepEqual(warnings, []);
      assert.equal(requests.length, 2);
      return Promise.resolve();
    });
    assert.deepEqual(taken, [phase, mark]);
    await posting;
    assert.deepEqual(await takeRequests(recording.folder), []);
    await recording.close();
  }));

test("postRequest() says when nothing answers", () =>
  withBook(async (book) => {
    const stop = { at: begin, kind: "stop" } as const;
    await assert.rejects(postRequest(join(book, "none"), stop), /nothing is being recorded there/);
    const recording = await createRecording(book, makeHead());
    await assert.rejects(
      postRequest(recording.folder, stop, { timeout: 1 }),
      /did not take the request within 1 ms; it is kept/,
    );
    await recording.close();
    await assert.rejects(
      postRequest(recording.folder, stop, { timeout: 1 }),
      /is gone and took nothing; run .*recover/,
    );
    assert.deepEqual(await takeRequests(recording.folder), [stop, stop]);
  }));

test("takeRequests() sets aside what is no request, with a warning, once", () =>
  withBook(async (book) => {
    const recording = await createRecording(book, makeHead());
    const inbox = join(recording.folder, "recording", "inbox");
    await writeFile(join(inbox, "a.json"), "{");
    await writeFile(join(inbox, "b.json"), JSON.stringify({ at: 1, kind: "shutdown" }));
    await writeFile(join(inbox, "c.json"), " ".repeat(20_000));
    await writeFile(join(inbox, "d"), JSON.stringify({ at: begin, kind: "phase", name: "x".repeat(501) }));
    await mkdir(join(inbox, "e.json"));
    await symlink("/dev/zero", join(inbox, "f.json"));
    await writeFile(join(inbox, "g.new"), "half");
    const seen: string[] = [];
    const keep = (_: unknown, warnings: readonly string[]) => Promise.resolve(void seen.push(...warnings));
    assert.deepEqual(await takeRequests(recording.folder, keep), []);
    assert.equal(seen.length, 6);
    for (const text of seen) assert.match(text, /is no request and was set aside: /);
    await takeRequests(recording.folder, keep);
    assert.equal(seen.length, 6);
    assert.deepEqual(await readdir(inbox), ["g.new"]);
    await recording.close();
  }));
