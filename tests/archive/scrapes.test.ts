import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { countScrapes } from "../../src/archive/scrapes.ts";
import { sealJson } from "../../src/archive/seal-fs.ts";
import { formatVerification } from "../../src/archive/verification-text.ts";
import { verifySession } from "../../src/archive/verify-fs.ts";
import { begin, makeSession, makeUp, withBook } from "./drill.ts";

test("countScrapes() never expects fewer scrapes than it saw", () => {
  const session = { start: begin + 1_000, end: begin + 6_000 };
  assert.deepEqual(countScrapes([makeUp(0, 2)], session, undefined).map(({ expected, seen }) => [seen, expected]), [
    [2, 2],
  ]);
  const longer = { ...session, end: begin + 31_000 };
  assert.deepEqual(countScrapes([makeUp(0, 2)], longer, undefined).map(({ expected, seen }) => [seen, expected]), [
    [2, 6],
  ]);
});

test("verifySession() accepts a manifest that expected fewer scrapes than were seen, and tells them as all", () =>
  withBook(async (book) => {
    const folder = await makeSession(book);
    const path = join(folder, "manifest.json");
    const { sha256: _, ...manifest } = JSON.parse(await readFile(path, "utf8"));
    manifest.scrapes[0].expected = 7;
    await writeFile(path, sealJson(manifest));
    const verification = await verifySession(folder);
    assert.deepEqual(verification.problems, []);
    assert.match(formatVerification(folder, verification), /8 of 8 expected scrapes on record, failed ones too, 100 %/);
    manifest.scrapes[0].expected = 9;
    await writeFile(path, sealJson(manifest));
    assert.match(JSON.stringify((await verifySession(folder)).problems), /states other scrapes/);
  }));
