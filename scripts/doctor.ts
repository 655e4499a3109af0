import process from "node:process";
import { parseArgs } from "node:util";
import { readPlan } from "../src/archive/plan-fs.ts";
import { runCommand } from "../src/capture/command.ts";
import { exitCodes } from "../src/core/exit-codes.ts";
import { countRemarks } from "../src/capture/doctor-remark.ts";
import { formatExamination } from "../src/capture/doctor-text.ts";
import { examinePlan } from "../src/capture/doctor.ts";
import { UserError } from "../src/core/user-error.ts";

const usage = `Usage: npm run doctor -- <plan> [--book DIR]

Looks at everything a drill by this plan relies on: every source and its clock,
every query and its metrics, the configuration files. Changes nothing.

  <plan>      the id of a plan in content/plans, or the path of one
  --book DIR  the folder that holds content/ (default: .)

Exit codes: 0 ready, 1 something would spoil the drill, 64 usage or a mistake in the plan`;

await runCommand(usage, async (args) => {
  const { values, positionals } = parseArgs({
    args,
    options: { book: { type: "string", default: "." } },
    allowPositionals: true,
  });
  const [ref, ...others] = positionals;
  if (ref === undefined || others.length > 0) {
    throw new UserError(`Cannot examine: expected one plan, found ${positionals.length}\n\n${usage}`);
  }
  const examination = await examinePlan(await readPlan(values.book, ref), values.book);
  process.stdout.write(`${formatExamination(examination)}\n`);
  return countRemarks(examination, "spoilt") === 0 ? exitCodes.pass : exitCodes.fail;
});
