import { parseArgs } from "node:util";
import { runCommand } from "../src/capture/command.ts";
import { tellMark } from "../src/capture/control-command.ts";
import { UserError } from "../src/core/user-error.ts";

const usage = `Usage: npm run mark -- LABEL [--fault | --recovered] [--book DIR]

Sets a mark in the session that is being recorded. A fault lasts until the next mark with --recovered.

Exit codes: 0 set, 64 usage or nothing is being recorded`;

await runCommand(usage, async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      book: { type: "string", default: "." },
      fault: { type: "boolean", default: false },
      recovered: { type: "boolean", default: false },
    },
  });
  const label = positionals.join(" ").trim();
  if (label === "" || (values.fault && values.recovered)) {
    throw new UserError(`Cannot set a mark: expected a label and at most one of --fault and --recovered\n\n${usage}`);
  }
  return await tellMark(values.book, label, values.fault ? "fault" : values.recovered ? "recovered" : "note");
});
