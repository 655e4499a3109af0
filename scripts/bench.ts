import { spawn } from "node:child_process";
import process from "node:process";
import { parseArgs } from "node:util";
import { runCommand } from "../src/capture/command.ts";
import { exitCodes } from "../src/core/exit-codes.ts";
import { UserError } from "../src/core/user-error.ts";

const usage = `Usage: npm run bench -- [NAME…]

Measures what the recorder costs (recorder), how small and fast the archive is (samples, and under Deno: samples-deno),
how fast queries are (promql) and the explorer shows them (explore). All of them, unless some are named.

Exit codes: 0 every goal is met, 1 one is missed or could not be measured, 64 usage`;

const benches: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
  ["samples", "node", "tests/bench/samples.bench.ts"],
  ["samples-deno", "deno", "run", "--no-prompt", "tests/bench/samples.bench.ts"],
  ["recorder", "node", "tests/bench/recorder.bench.ts"],
  ["promql", "node", "tests/bench/promql.bench.ts"],
  ["explore", "node", "tests/bench/explore.bench.ts"],
];

async function run(command: string, args: readonly string[]): Promise<number> {
  const child = spawn(command, args, { stdio: "inherit", shell: process.platform === "win32" });
  return await new Promise((resolve, reject) => {
    child.on("error", reject).on("close", (code) => resolve(code ?? exitCodes.internal));
  });
}

await runCommand(usage, async (args) => {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  const names = benches.map(([name]) => name);
  const unknown = positionals.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new UserError(`Cannot measure "${unknown}": there are ${names.join(", ")}`);
  const missed: string[] = [];
  for (const [name, command, ...rest] of benches) {
    if (positionals.length > 0 && !positionals.includes(name)) continue;
    if (await run(command, rest) !== exitCodes.pass) missed.push(name);
  }
  process.stdout.write(missed.length === 0 ? "Every goal is met\n" : `Missed or not measured: ${missed.join(", ")}\n`);
  return missed.length === 0 ? exitCodes.pass : exitCodes.fail;
});
