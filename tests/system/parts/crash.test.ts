import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { SessionHead } from "../../../src/core/session.ts";
import { planId, writeBook } from "../lab/book.ts";
import { command, expectCommand, findSession, startRecorder } from "../lab/commands.ts";

let book: string;

before(async () => {
  book = await mkdtemp("/tmp/dbk-crash-");
  await writeBook(book);
});

after(async () => await rm(book, { recursive: true, force: true }));

test("a recorder that is killed leaves a session that recover makes whole", async () => {
  const recorder = startRecorder([planId, "--book", book, "--phase", "baseline"], path.join(book, "capture.log"));
  const session = await findSession(book);
  await sleep(4_000);
  await expectCommand("mark", ["about to die", "--book", book]);
  recorder.kill();
  await recorder.ended;
  const recovered = await command("capture", ["recover", path.basename(session), "--book", book]);
  assert.equal(recovered.code, 0, recovered.stderr);
  const head = JSON.parse(await readFile(path.join(session, "session.json"), "utf8")) as SessionHead;
  assert.equal(head.status, "recovered");
  assert.match(await readFile(path.join(session, "journal.ndjson"), "utf8"), /about to die/);
  const verified = await command("verify", [path.basename(session), "--book", book]);
  assert.equal(verified.code, 0, verified.stdout + verified.stderr);
});
