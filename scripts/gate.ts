import { spawn } from "node:child_process";
import process from "node:process";
import { parseArgs } from "node:util";
import { runCommand } from "../src/capture/command.ts";
import { exitCodes } from "../src/core/exit-codes.ts";
import { UserError } from "../src/core/user-error.ts";
import { steps } from "../tests/gate-steps.ts";

const usage = `Usage: npm test [-- --only STEP]

Runs the gate: format, lint, types, astro, node (unit and golden tests), deno (the same tests under Deno), demo and
demo-deno (the demo in its fast form).
Prints the output of a step that fails. Ends with 0 when every step passes, with 1 otherwise.`;

/** A step that lasts longer hangs, ms. */
const longestStep = 900_000;

/** Runs one step and counts the tests that its runner names; a step that is no test runner counts as one. */
async function runStep(command: string, args: readonly string[]) {
  const child = spawn(command, args, {
    shell: process.platform === "win32",
    env: { ...process.env, NO_COLOR: "1" },
    timeout: longestStep,
    killSignal: "SIGKILL",
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => output += text);
  }
  const code = await new Promise<number>((resolve, reject) => {
    child.on("error", reject).on("close", (code) => resolve(code ?? exitCodes.internal));
  });
  const [, passed = "0"] = /^ℹ pass (\d+)$/m.exec(output) ?? /\| (\d+) passed/.exec(output) ?? [];
  const [, failed = "0"] = /^ℹ fail (\d+)$/m.exec(output) ?? /\| (?:\d+) passed.*\| (\d+) failed/.exec(output) ?? [];
  return code === 0
    ? { passed: Math.max(1, Number(passed)), failed: Number(failed), output }
    : { passed: Number(passed), failed: Math.max(1, Number(failed)), output };
}

await runCommand(usage, async (args) => {
  const { values } = parseArgs({ args, options: { only: { type: "string" } } });
  if (values.only !== undefined && !steps.some(([name]) => name === values.only)) {
    throw new UserError(`Cannot run step "${values.only}": there are ${steps.map(([name]) => name).join(", ")}`);
  }
  const total = { passed: 0, failed: 0 };
  for (const [name, command, ...rest] of steps) {
    if (values.only !== undefined && values.only !== name) continue;
    process.stdout.write(`${name.padEnd(10)}`);
    const { passed, failed, output } = await runStep(command, rest);
    total.passed += passed;
    total.failed += failed;
    process.stdout.write(failed === 0 ? ` ✓ ${passed} passed\n` : ` ✕ ${passed} passed, ${failed} failed\n${output}\n`);
  }
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
  return total.failed === 0 ? exitCodes.pass : exitCodes.fail;
});
