import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { UserError } from "../../../src/core/user-error.ts";
import { findScripts, runScriptFile } from "./script-files-fs.ts";

test("findScripts() finds the scripts of a folder, and knows when there is none", async () => {
  const folder = await mkdtemp(join(tmpdir(), "promqltest-"));
  try {
    await Promise.all(["b.test", "a.test", "NOTICE"].map((name) => writeFile(join(folder, name), "clear\n")));
    assert.deepEqual(await findScripts(folder), [join(folder, "a.test"), join(folder, "b.test")]);
    assert.equal(await findScripts(join(folder, "nowhere")), undefined);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("runScriptFile() says which file and line it cannot read", async () => {
  const folder = await mkdtemp(join(tmpdir(), "promqltest-"));
  try {
    const path = join(folder, "a.test");
    await writeFile(path, "clear\nwait\n");
    await assert.rejects(
      runScriptFile(path),
      (error) => error instanceof UserError && /a\.test": line 2: /.test(error.message),
    );
    await assert.rejects(runScriptFile(join(folder, "b.test")), UserError);
  } finally {
    await rm(folder, { recursive: true });
  }
});
