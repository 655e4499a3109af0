import { parseArgs } from "node:util";
import { runCommand } from "../src/capture/command.ts";
import { tellPhase } from "../src/capture/control-command.ts";
import { UserError } from "../src/core/user-error.ts";

const usage = `Usage: npm run phase -- NAME [--book DIR]

Begins a phase in the session that is being recorded; the phase before it ends.

Exit codes: 0 begun, 64 usage or nothing is being recorded`;

await runCommand(usage, async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { book: { type: "string", default: "." } },
  });
  const name = positionals.join(" ").trim();
  if (name === "") throw new UserError(`Cannot begin a phase: expected its name\n\n${usage}`);
  return await tellPhase(values.book, name);
});
