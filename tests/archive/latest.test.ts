import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import process from "node:process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { createRecording } from "../../src/archive/recording-fs.ts";
import { recoverSession } from "../../src/archive/recover-fs.ts";
import { findSession, findUnfinished, newerWords } from "../../src/archive/session-fs.ts";
import { UserError } from "../../src/core/user-error.ts";
import { begin, makeHead, makeSession, makeUp, withBook } from "./drill.ts";

const later = "2026-11-23T000000Z-later";
const newest = "2026-11-24T000000Z-newest";

/** A session whose recorder died. */
async function cutOff(book: string, id: string): Promise<string> {
  const recording = await createRecording(book, makeHead(id));
  await recording.appendSamples({ start: begin, end: begin }, [makeUp(0, 1)]);
  await recording.close();
  return recording.folder;
}

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function run(script: string, ...args: string[]): Promise<Ended> {
  const path = fileURLToPath(new URL(`../../scripts/${script}.ts`, import.meta.url));
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [path, ...args], (_error, out, err) => {
      resolve({ code: child.exitCode ?? -1, out, err });
    });
  });
}

test("findUnfinished() finds the newest session that is not whole", () =>
  withBook(async (book) => {
    const whole = await makeSession(book);
    assert.equal(await findUnfinished(book), undefined);
    const first = await cutOff(book, later);
    const second = await cutOff(book, newest);
    assert.equal(await findUnfinished(book), second);
    await recoverSession(second);
    assert.equal(await findUnfinished(book), first);
    await recoverSession(first);
    assert.equal(await findUnfinished(book), undefined);
    await mkdir(join(whole, "recording"));
    await writeFile(join(whole, "recording", "left"), "");
    assert.equal(await findUnfinished(book), whole);
  }));

test("newerWords() says that a newer session is cut off or being recorded", () =>
  withBook(async (book) => {
    const whole = await makeSession(book);
    assert.equal(await newerWords(book, whole), undefined);
    await cutOff(book, "2026-11-21T000000Z-older");
    assert.equal(await newerWords(book, whole), undefined);
    await cutOff(book, later);
    assert.equal(
      await newerWords(book, whole),
      `A newer session "${later}" is not whole: npm run capture -- recover ${later}`,
    );
    const recording = await createRecording(book, makeHead(newest));
    assert.match(await newerWords(book, whole) ?? "", /newest" is being recorded; to end it: npm run capture -- stop$/);
    await recording.close();
  }));

test("findSession() says that a book is no folder, or none", () =>
  withBook(async (book) => {
    await assert.rejects(findSession(book, "latest"), /no session is whole; the book has none yet/);
    const none = join(book, "none");
    await assert.rejects(findSession(none, "latest"), new UserError(`Cannot read the book "${none}": no such folder`));
    await writeFile(none, "");
    for (const path of [none, join(none, "inner")]) {
      await assert.rejects(findSession(path, "x"), (error: Error) => {
        return error instanceof UserError && /^Cannot read the book ".*": it is not a folder$/.test(error.message);
      });
    }
  }));

test("recoverSession() refuses a recording of which nothing is left", () =>
  withBook(async (book) => {
    const folder = await cutOff(book, later);
    await rm(join(folder, "recording"), { recursive: true });
    await assert.rejects(recoverSession(folder), (error: Error) => {
      return error instanceof UserError && error.exitCode === 3 && /"recording" is missing$/.test(error.message);
    });
  }));

test("recover latest takes the newest session that is not whole and says which", () =>
  withBook(async (book) => {
    const whole = await makeSession(book);
    await cutOff(book, later);
    const first = await run("capture", "recover", "latest", "--book", book);
    assert.equal(first.code, 0, first.err);
    assert.match(first.out, new RegExp(`^The newest session that is not whole is "${later}"\\n`));
    const { out, code } = await run("capture", "recover", "latest", "--book", book);
    assert.deepEqual([out, code], [
      `Every session is whole, the newest is "${later}": there is nothing to recover\n`,
      0,
    ]);
    assert.notEqual(basename(whole), later);
  }));

test("verify latest and report latest take the newest whole session and say that there is a newer one", () =>
  withBook(async (book) => {
    const whole = await makeSession(book);
    await cutOff(book, later);
    const words = `A newer session "${later}" is not whole: npm run capture -- recover ${later}\n`;
    const verified = await run("verify", "latest", "--book", book);
    assert.deepEqual([verified.err, verified.code], [words, 0]);
    assert.ok(verified.out.startsWith(`${whole}\n`));
    const reported = await run("report", "latest", "--book", book);
    assert.deepEqual([reported.err, reported.code], [words, 2]);
    assert.equal((await run("verify", basename(whole), "--book", book)).err, "");
  }));

test("report names an --out that cannot be written, without a stack", () =>
  withBook(async (book) => {
    await makeSession(book);
    const none = join(book, "none");
    const { err, code } = await run("report", "latest", "--book", book, "--out", join(none, "x.xml"));
    assert.deepEqual([err, code], [`Cannot write "${join(none, "x.xml")}": there is no folder "${none}"\n`, 64]);
    const folder = await run("report", "latest", "--book", book, "--out", book);
    assert.deepEqual([folder.err, folder.code], [`Cannot write "${book}": it is a folder\n`, 64]);
  }));
