import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import process from "node:process";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { recoverSession } from "../../src/archive/recover-fs.ts";
import { readSession } from "../../src/archive/session-fs.ts";
import { verifySession } from "../../src/archive/verify-fs.ts";
import { randomFrom } from "../bench/workload.ts";
import { makeHead, withBook } from "./drill.ts";

const child = fileURLToPath(new URL("./kill-child.ts", import.meta.url));
const runtime = "Deno" in globalThis ? ["run", "-A", "--no-check", child] : [child];

/** Kills a recorder `after` ms from its beginning; answers the number of the last fact that it called durable. */
async function killAfter(book: string, rounds: number, after: number): Promise<number> {
  const recorder = spawn(process.execPath, [...runtime, book, String(rounds)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  recorder.stdout.on("data", (data) => said += data);
  const closed = once(recorder, "close");
  await Promise.race([once(recorder.stdout, "data"), closed]);
  await sleep(after);
  recorder.kill("SIGKILL");
  await closed;
  assert.match(said, /^begun\n/);
  return said.split("\n").slice(1, -1).filter((line) => line !== "ended").length - 1;
}

test("recoverSession() loses nothing durable of a recorder that was killed at any moment", async () => {
  const random = randomFrom(7);
  const run = (after: number) =>
    withBook(async (book) => {
      const last = await killAfter(book, 12, after);
      const folder = join(book, "content", "sessions", makeHead().id);
      await recoverSession(folder);
      assert.deepEqual((await verifySession(folder)).problems, [], `killed after ${after} ms`);
      const { facts, series } = await readSession(folder);
      const labels = facts.flatMap((fact) => fact.kind === "mark" ? [Number(fact.label)] : []);
      assert.deepEqual(labels, labels.map((_, index) => index));
      assert.ok(labels.length - 1 >= last && labels.length - 1 <= last + 1, `${labels.length} facts, ${last} durable`);
      assert.ok((series[0]?.times.length ?? 0) >= last);
    });
  for (let batch = 0; batch < 10; batch++) await Promise.all([run(random() * 120), run(random() * 250)]);
});
