import process from "node:process";
import { parseArgs } from "node:util";
import { askedSession, askSession } from "../src/analysis/ask-session.ts";
import { queryFormats, remarksOn } from "../src/analysis/query-output.ts";
import { findSession, newerWords, readSession } from "../src/archive/session-fs.ts";
import { runCommand } from "../src/capture/command.ts";
import { exitCodes } from "../src/core/exit-codes.ts";
import { printText } from "../src/capture/print-text.ts";
import { plainText } from "../src/core/plain-text.ts";
import { UserError } from "../src/core/user-error.ts";

const usage =
  `Usage: npm run query -- <session> '<promql>' [--at TIME | --start TIME --end TIME --step DURATION] [options]

Asks a recorded session, as the Prometheus that it was recorded from would answer. <session> is an id, the beginning of
one, or "latest". Without a time: at the session's end. With a start, an end or a step: over a range.

  TIME          2026-11-23T15:28:44Z, 15:28:44 (UTC), seconds since 1970, +90s from the session's start, -30s from its
                end, or the name of a mark or a phase: its end for --end, else its beginning
  --step D      default: the step of the plan
  --lookback D  how far back a sample still counts (default: 5m)
  --format F    table (the default), csv, or json as Prometheus' HTTP API, with its limit of 11,000 steps
  --book DIR    the folder that holds content/ (default: .)

Exit codes: 0 answered, 2 the archive cannot tell, 3 the session is damaged, 64 usage or a mistake in the query`;

const texts = ["at", "start", "end", "step", "lookback"] as const;

await runCommand(usage, async (args) => {
  // "--at -30s" is meant as "--at=-30s", which parseArgs asks for.
  const joined = args.join("\0").replace(/(^|\0)(--(?:at|start|end))\0(?=-\d)/g, "$1$2=").split("\0");
  const { values, positionals } = parseArgs({
    args: args.length === 0 ? [] : joined,
    options: {
      ...Object.fromEntries(texts.map((name) => [name, { type: "string" as const }])),
      book: { type: "string", default: "." },
      format: { type: "string", default: "table" },
    },
    allowPositionals: true,
  });
  const [ref, query, ...more] = positionals;
  if (ref === undefined || query === undefined || more.length > 0) {
    throw new UserError(`Cannot ask: expected a session and one query, found ${positionals.length} words\n\n${usage}`);
  }
  const format = Object.entries(queryFormats).find(([name]) => name === values.format)?.[1];
  if (format === undefined) throw new UserError(`Cannot answer in format "${values.format}": use table, json or csv`);
  const folder = await findSession(values.book, ref);
  const newer = ref === "latest" ? await newerWords(values.book, folder) : undefined;
  const asked = askedSession(await readSession(folder));
  const answer = askSession(asked, { ...values, query, isLimited: values.format === "json" }, {
    now: () => performance.now(),
  });
  await printText(format(answer, asked, process.stdout.columns ?? 100));
  for (const words of [...newer === undefined ? [] : [newer], ...remarksOn(answer)]) {
    process.stderr.write(`${plainText(words)}\n`);
  }
  return answer.inconclusive ? exitCodes.inconclusive : exitCodes.pass;
});
