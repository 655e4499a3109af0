import process from "node:process";
import { runCommand } from "../../src/capture/command.ts";

// Prints more than a pipe holds, then ends with what a broken SLA ends with.
await runCommand("no usage", async () => {
  process.stdout.write("x".repeat(4_000_000));
  return await Promise.resolve(1);
});
