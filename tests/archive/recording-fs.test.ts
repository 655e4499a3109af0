import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { type DiskEffects, systemDisk } from "../../src/archive/disk-fs.ts";
import { createRecording } from "../../src/archive/recording-fs.ts";
import { UserError } from "../../src/core/user-error.ts";
import { makeHead, withBook } from "./drill.ts";

/** A disk that refuses from its `operation`-th open or rename on. */
function refusing(code: string, operation: number): DiskEffects {
  let count = 0;
  const refuse = () => Promise.reject(Object.assign(new Error(code), { code }));
  return {
    open: (...args) => ++count >= operation ? refuse() : systemDisk.open(...args),
    rename: (...args) => ++count >= operation ? refuse() : systemDisk.rename(...args),
  };
}

test("createRecording() leaves no folder where the disk refused before the first head was written", () =>
  withBook(async (book) => {
    const words = {
      ENOSPC: /Cannot begin a session in ".*": no space is left on the disk; free some and start again/,
      EROFS: /the disk is read-only; mount it so that it can be written and start again/,
      EACCES: /permission denied; check who owns the folder and start again/,
    };
    for (const [code, pattern] of Object.entries(words)) {
      for (let operation = 1; operation <= 6; operation++) {
        const beginning = createRecording(book, makeHead(), refusing(code, operation));
        await assert.rejects(beginning, (error) => error instanceof UserError && pattern.test(error.message));
        assert.deepEqual(await readdir(join(book, "content", "sessions")), []);
      }
    }
    await (await createRecording(book, makeHead(), refusing("ENOSPC", 7))).close();
  }));
