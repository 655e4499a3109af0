import module from "node:module";
import { parseArgs } from "node:util";
import { runCommand } from "../src/capture/command.ts";
import { UserError } from "../src/core/user-error.ts";

const usage = `Usage: npm run capture -- <plan> [--title TEXT] [--phase NAME] [--book DIR]
       npm run capture -- stop [--book DIR]
       npm run capture -- recover <session> [--book DIR]

Records a session of the plan until it is told to end: by the key e, by Ctrl-C, or by "stop" from another shell.
Ctrl-C twice stops at once; "recover" then makes the session whole, as after a crash. <session> is an id, the
beginning of one, or "latest".

Exit codes: 0 recorded, 3 not whole (recover it), 64 usage, 130 stopped at once`;

await runCommand(usage, async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      book: { type: "string", default: "." },
      title: { type: "string" },
      phase: { type: "string" },
    },
  });
  const [subject, session, ...more] = positionals;
  const expected = subject === "recover" ? 2 : 1;
  if (subject === undefined || positionals.length !== expected || more.length > 0) {
    throw new UserError(`Cannot run capture: expected ${subject === "recover" ? "a session" : "one plan"}\n\n${usage}`);
  }
  // As scripts/compiled.js does for "npm run capture", where this script is started without it; Deno keeps a cache of its own.
  module.enableCompileCache?.("node_modules/.cache/drillbook/compiled");
  const { recover, tellStop } = await import("../src/capture/control-command.ts");
  if (subject === "stop") return await tellStop(values.book);
  if (subject === "recover") return await recover(values.book, session ?? "latest");
  const { record } = await import("../src/capture/record-command.ts");
  return await record({ book: values.book, plan: subject, title: values.title, phase: values.phase });
});
