import assert from "node:assert/strict";
import { test } from "node:test";
import { findBookCommit } from "../../src/capture/session-origin.ts";

/** A git whose tree has these changes outside of what is excluded, and a new session. */
const git = (changes: string) => (args: readonly string[]) => {
  if (args.includes("rev-parse")) return Promise.resolve("2f1c\n");
  return Promise.resolve(changes + (args.includes(":(exclude)content/sessions") ? "" : "?? content/sessions/one/\n"));
};

test("findBookCommit() tells changes of the book, and takes the session that is being recorded for none", async () => {
  assert.equal(await findBookCommit(".", { git: git("") }), "2f1c");
  assert.equal(await findBookCommit(".", { git: git(" M content/plans/drill.yaml\n") }), "2f1c+changes");
});

test("findBookCommit() has no answer without git, or where nothing is under version control", async () => {
  const refuse = () => Promise.reject(new Error("spawn git ENOENT"));
  assert.equal(await findBookCommit(".", { git: refuse }), undefined);
});
