import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { runCommand } from "../src/capture/command.ts";
import { exitCodes } from "../src/core/exit-codes.ts";
import { UserError } from "../src/core/user-error.ts";
import { countCases, formatJson, formatText } from "../tests/promql/promqltest/format-results.ts";
import { findScripts, runScriptFile } from "../tests/promql/promqltest/script-files-fs.ts";

const usage = `Usage: npm run promqltest -- [FILE…] [--json] [--verbose]

Runs test scripts of Prometheus' promqltest language with our PromQL engine. Tells for each file how many cases
passed, failed and are not supported, then each failure, then what is not supported and why.

  FILE…      test scripts (default: those of ../shared/promqltest/)
  --json     every case with its outcome, for other programs
  --verbose  also the lines that passed, and every difference

Exit codes: 0 no case failed, 1 one failed, 64 usage`;

const shared = fileURLToPath(new URL("../../shared/promqltest/", import.meta.url));

await runCommand(usage, async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: "boolean", default: false }, verbose: { type: "boolean", default: false } },
  });
  const files = positionals.length > 0 ? positionals : await findScripts(shared);
  if (files === undefined || files.length === 0) {
    throw new UserError(
      "Cannot find test scripts in ../shared/promqltest/: Prometheus' own are in its repository under " +
        "promql/promqltest/testdata; name the files to run\n\n" + usage,
    );
  }
  const results = await Promise.all(files.map(runScriptFile));
  process.stdout.write(values.json ? formatJson(results) : formatText(results, values.verbose));
  return countCases(results.flatMap(({ cases }) => cases)).failed === 0 ? exitCodes.pass : exitCodes.fail;
});
