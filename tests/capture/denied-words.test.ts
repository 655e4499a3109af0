import assert from "node:assert/strict";
import { test } from "node:test";
import { deniedWords } from "../../src/capture/denied-words.ts";

test("deniedWords() says what to do about a file that Deno keeps from a task", () => {
  const words = 'Cannot write "/tmp/x, y.om": ';
  assert.equal(
    deniedWords(`${words}Requires write access to "/tmp/x, y.om", run again with the --allow-write flag`),
    `${words}under Deno this command may write only inside this book: use a path there, or "npm run" in place of "deno task"`,
  );
});

test("deniedWords() leaves other messages as they are", () => {
  for (
    const words of ["Cannot write: it is a folder", "Requires net access to x, run again with the --allow-net flag"]
  ) {
    assert.equal(deniedWords(words), words);
  }
});
