import process from "node:process";
import { parseArgs } from "node:util";
import { formatOpenMetrics } from "../src/archive/openmetrics.ts";
import { openMetricsLosses } from "../src/archive/openmetrics-losses.ts";
import { writeOut } from "../src/archive/out-fs.ts";
import { findSession, newerWords, readSession } from "../src/archive/session-fs.ts";
import { runCommand } from "../src/capture/command.ts";
import { exitCodes } from "../src/core/exit-codes.ts";
import { printText } from "../src/capture/print-text.ts";
import { plainText } from "../src/core/plain-text.ts";
import { UserError } from "../src/core/user-error.ts";

const usage = `Usage: npm run -s export -- <session> --openmetrics [--out FILE] [--book DIR]

Writes the samples of a recorded session as OpenMetrics text, of which promtool makes blocks for a Prometheus:
  promtool tsdb create-blocks-from openmetrics FILE DIR
What the format loses is said on stderr. <session> is an id, the beginning of one, or "latest".

  --out FILE  write there instead of to the terminal
  --book DIR  the folder that holds content/ (default: .)

Exit codes: 0 written, 3 the session is damaged, 64 usage`;

await runCommand(usage, async (args) => {
  const { values, positionals } = parseArgs({
    args,
    options: {
      book: { type: "string", default: "." },
      openmetrics: { type: "boolean", default: false },
      out: { type: "string" },
    },
    allowPositionals: true,
  });
  const [ref, ...more] = positionals;
  if (ref === undefined || more.length > 0) {
    throw new UserError(`Cannot export: expected one session, found ${positionals.length}\n\n${usage}`);
  }
  if (!values.openmetrics) throw new UserError(`Cannot export: expected the format, --openmetrics\n\n${usage}`);
  const folder = await findSession(values.book, ref);
  const newer = ref === "latest" ? await newerWords(values.book, folder) : undefined;
  const { series } = await readSession(folder);
  for (const text of [...newer === undefined ? [] : [newer], ...openMetricsLosses(series)]) {
    process.stderr.write(`${plainText(text)}\n`);
  }
  if (values.out === undefined) await printText(formatOpenMetrics(series));
  else await writeOut(values.out, formatOpenMetrics(series));
  return exitCodes.pass;
});
