import { parseArgs } from "node:util";
import { runCommand } from "../../src/capture/command.ts";
import { recordDrill } from "./lab/drill.ts";
import { inLab } from "./lab/in-lab.ts";
import { say } from "./lab/lab.ts";

const usage = `Usage: node tests/system/record-session.ts [--folder DIR] [--keep]     as root

Raises the lab of the system tests and records a drill for the book, at the pace at which a person would perform it (9 min).
The session lies in DIR/book/content/sessions; DIR is /tmp/dbk-session unless said, and is made anew.

  --keep   leave the lab up (remove it with: node tests/system/lab.ts down)`;

const times = {
  baseline: 60_000,
  "one worker": 90_000,
  recovered: 45_000,
  "three managers": 45_000,
  "manager lost": 75_000,
  "manager back": 45_000,
  "no quorum": 75_000,
};

await runCommand(usage, async (args) => {
  const { values: { folder, keep } } = parseArgs({
    args,
    options: { folder: { type: "string", default: "/tmp/dbk-session" }, keep: { type: "boolean", default: false } },
  });
  return await inLab(keep, async () => {
    const session = await recordDrill({ folder, title: "Losing a worker, the manager, the quorum", times });
    say(`recorded ${session}`);
    return 0;
  });
});
