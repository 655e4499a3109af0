import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const child = fileURLToPath(new URL("./command-child.ts", import.meta.url));
const runtime = "Deno" in globalThis ? ["run", "-A", "--no-check", child] : [child];

test("runCommand() ends as it would when the reader of its output goes away, and says nothing of it", async () => {
  const command = spawn(process.execPath, [...runtime], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  command.stderr.setEncoding("utf8").on("data", (text: string) => said += text);
  command.stdout.once("data", () => command.stdout.destroy());
  const [code] = await once(command, "close");
  assert.deepEqual([code, said], [1, ""]);
});
