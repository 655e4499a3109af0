import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { runCommand } from "../src/capture/command.ts";
import { exitCodes } from "../src/core/exit-codes.ts";
import { planJsonSchema } from "../src/core/plan-json-schema.ts";

const usage = `Usage: npm run plan-schema -- [--book DIR]

Writes content/plans/plan.schema.json, by which editors complete and check plans.

  --book DIR  the folder that holds content/ (default: .)

Exit codes: 0 written, 64 usage`;

await runCommand(usage, async (args) => {
  const { values } = parseArgs({ args, options: { book: { type: "string", default: "." } } });
  const path = join(values.book, "content", "plans", "plan.schema.json");
  await writeFile(path, planJsonSchema());
  process.stdout.write(`Wrote ${path}\n`);
  return exitCodes.pass;
});
