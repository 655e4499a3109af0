import process from "node:process";
import { parseArgs } from "node:util";
import { checkAnswers } from "../src/analysis/check-answers.ts";
import { indexSession } from "../src/analysis/session-index.ts";
import { formatTruth } from "../src/analysis/truth-text.ts";
import { findSession, newerWords, readSession } from "../src/archive/session-fs.ts";
import { formatVerification } from "../src/archive/verification-text.ts";
import { verifySession } from "../src/archive/verify-fs.ts";
import { runCommand } from "../src/capture/command.ts";
import { exitCodes } from "../src/core/exit-codes.ts";
import { plainText } from "../src/core/plain-text.ts";
import { UserError } from "../src/core/user-error.ts";

const usage = `Usage: npm run verify -- <session> [--book DIR]

Checks a session folder: checksums, the form of every file, counts, coverage; nothing missing, nothing added. Then asks
each query that Prometheus answered again, of the archived samples, and tells which answers are not the same, and why.

  <session>    id, its beginning, or "latest"
  --book DIR   the folder that holds content/ (default: this one)

Exit codes: 0 whole, 3 incomplete or damaged, 64 usage. An answer that is not the same is told and is no damage: the
folder is as it was recorded`;

await runCommand(usage, async (args) => {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { book: { type: "string", default: "." } },
  });
  const [ref, ...more] = positionals;
  if (ref === undefined || more.length > 0) {
    throw new UserError(`Cannot verify: expected one session, found ${positionals.length}\n\n${usage}`);
  }
  const folder = await findSession(values.book, ref);
  const newer = ref === "latest" ? await newerWords(values.book, folder) : undefined;
  if (newer !== undefined) process.stderr.write(`${plainText(newer)}\n`);
  const verification = await verifySession(folder);
  process.stdout.write(`${formatVerification(folder, verification)}\n`);
  if (verification.problems.length > 0) {
    process.stdout.write("? Prometheus' answers were not asked again: what is damaged says nothing\n");
    return exitCodes.damaged;
  }
  const truth = checkAnswers(indexSession(await readSession(folder)));
  process.stdout.write(`${formatTruth(truth)}\n`);
  return exitCodes.pass;
});
