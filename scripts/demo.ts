import process from "node:process";
import { parseArgs } from "node:util";
import { analyse } from "../src/analysis/analyse.ts";
import { formatVerdict } from "../src/analysis/report-text.ts";
import { readPlan } from "../src/archive/plan-fs.ts";
import { readSession } from "../src/archive/session-fs.ts";
import { runCommand } from "../src/capture/command.ts";
import { record, refuseSecond } from "../src/capture/record-command.ts";
import { buildBook } from "../src/lab/build-book.ts";
import { readDemoOptions } from "../src/lab/demo-options.ts";
import { runDemo } from "../src/lab/demo.ts";
import { usualPort } from "../src/lab/lab-ports.ts";
import { serveFolder } from "../src/lab/serve-folder.ts";

const usage = `Usage: npm run demo [-- --fast] [--no-serve] [--prometheus real] [--port N] [--log FILE] [--book DIR]

Raises a small lab of real processes on this machine, kills its hosts, records the drill with the ordinary recorder by
content/plans/demo.yaml, judges it, builds the book and serves it until Ctrl-C. Needs Node and npm, nothing else.

  --fast             about 30 s instead of 90
  --no-serve         ends when the book is built
  --prometheus real  the "prometheus" of PATH records, not the embedded one
  --port N           the first of five ports on 127.0.0.1 (default: ${usualPort})
  --log FILE         what the lab itself did, a line of JSON each: to hold the report against
  --book DIR         the folder that holds content/ (default: .)

Exit codes: 0 recorded and built, 3 the session is not whole, 64 usage or a port is taken, 130 interrupted`;

// The lab is on this machine: no proxy of the environment stands between it and anybody (Deno's fetch asks one for all).
for (const name of ["NO_PROXY", "no_proxy"]) {
  process.env[name] = [process.env[name], "127.0.0.1"].filter(Boolean).join();
}

await runCommand(usage, async (args) => {
  const text = (value: string) => ({ type: "string", default: value }) as const;
  const { values } = parseArgs({
    args,
    allowNegative: true,
    options: {
      fast: { type: "boolean", default: false },
      serve: { type: "boolean", default: true },
      prometheus: text("embedded"),
      port: text(String(usualPort)),
      book: text("."),
      log: { type: "string" },
    },
  });
  return await runDemo(readDemoOptions(values), {
    readPlan,
    refuseSecond,
    record,
    build: buildBook,
    judge: async (folder) => formatVerdict(analyse(await readSession(folder))),
    serve: serveFolder,
    say: (words) => void process.stdout.write(`${words}\n`),
  });
});
