import { spawn } from "node:child_process";
import process from "node:process";

/** Runs test files one after another, as they share the lab, and answers the exit code. */
export async function runTests(files: readonly string[]): Promise<number> {
  const options = ["--test", "--test-concurrency=1", "--test-timeout=240000", "--test-reporter=spec"];
  const child = spawn(process.execPath, [...options, ...files], { stdio: "inherit" });
  return await new Promise((resolve, reject) => {
    child.on("error", reject).on("close", (code) => resolve(code ?? 1));
  });
}
