import process from "node:process";
import { parseArgs } from "node:util";
import { analyse } from "../src/analysis/analyse.ts";
import { queryFault } from "../src/analysis/query-fault.ts";
import { formatJson } from "../src/analysis/report-json.ts";
import { formatJunit } from "../src/analysis/report-junit.ts";
import { formatReport } from "../src/analysis/report-text.ts";
import { writeOut } from "../src/archive/out-fs.ts";
import { readObjectives } from "../src/archive/plan-fs.ts";
import { findSession, newerWords, readSession } from "../src/archive/session-fs.ts";
import { runCommand } from "../src/capture/command.ts";
import { exitCodes } from "../src/core/exit-codes.ts";
import { plainText } from "../src/core/plain-text.ts";
import { UserError } from "../src/core/user-error.ts";

const usage =
  `Usage: npm run report -- <session> [--objectives FILE] [--format text|json|junit] [--out FILE] [--book DIR]

Judges a recorded session. <session> is an id, the beginning of one, or "latest".

  --objectives FILE  judge by preset:, objectives:, panels:, warmup: and minimumCoverage: of this YAML file, written as
                     in a plan, and not by those that it was recorded with; the session itself stays as it is
  --format F         text (the default), json, or junit for a CI system
  --out FILE         write there instead of to the terminal
  --book DIR         the folder that holds content/ (default: .)

Exit codes: 0 the SLA held, 1 it did not, 2 it cannot be told, 3 the session is damaged, 64 usage`;

const formats = { text: formatReport, json: formatJson, junit: formatJunit } as const;

await runCommand(usage, async (args) => {
  const { values, positionals } = parseArgs({
    args,
    options: {
      book: { type: "string", default: "." },
      format: { type: "string", default: "text" },
      objectives: { type: "string" },
      out: { type: "string" },
    },
    allowPositionals: true,
  });
  const [ref, ...more] = positionals;
  if (ref === undefined || more.length > 0) {
    throw new UserError(`Cannot report: expected one session, found ${positionals.length}\n\n${usage}`);
  }
  const format = Object.entries(formats).find(([name]) => name === values.format)?.[1];
  if (format === undefined) {
    throw new UserError(`Cannot report in format "${values.format}": use text, json or junit`);
  }
  const folder = await findSession(values.book, ref);
  const newer = ref === "latest" ? await newerWords(values.book, folder) : undefined;
  if (newer !== undefined) process.stderr.write(`${plainText(newer)}\n`);
  const session = await readSession(folder);
  const { objectives: file } = values;
  const judging = file === undefined ? undefined : await readObjectives(file, session.head.plan, queryFault);
  const report = analyse(session, judging);
  if (values.out === undefined) process.stdout.write(format(report));
  else await writeOut(values.out, format(report));
  return exitCodes[report.verdict];
});
