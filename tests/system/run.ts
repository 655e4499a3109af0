import { readdir } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { runCommand } from "../../src/capture/command.ts";
import { recordDrill } from "./lab/drill.ts";
import { inLab } from "./lab/in-lab.ts";
import { say } from "./lab/lab.ts";
import { isOutside } from "./lab/outside.ts";
import { runTests } from "./lab/tests.ts";

const usage = `Usage: node tests/system/run.ts [--keep]     as root

Compares the engine's answers to random queries with those of a real Prometheus. Then raises a real swarm with a real
Traefik and a real Prometheus, tests Drillbook on it and removes it, whatever happens.
The drill's book and the harness' own observations stay in /tmp/dbk-drill until the next run.

  --keep   leave the lab up (remove it with: node tests/system/lab.ts down)`;

await runCommand(usage, async (args) => {
  const { values: { keep } } = parseArgs({ args, options: { keep: { type: "boolean", default: false } } });
  // These need no lab: they run once, before the program starts again inside.
  const promql = await isOutside() ? 0 : await runTests(await testsIn("promql"));
  const lab = await inLab(keep, async () => {
    const parts = await runTests([...await testsIn("."), ...await testsIn("parts")]);
    say(`drill: recorded ${await recordDrill()}`);
    const drill = await runTests(await testsIn("drill"));
    say(parts === 0 && drill === 0 ? "passed" : "FAILED");
    return parts === 0 && drill === 0 ? 0 : 1;
  });
  return promql === 0 ? lab : 1;
});

async function testsIn(folder: string): Promise<readonly string[]> {
  const home = path.join(import.meta.dirname, folder);
  const names = (await readdir(home)).filter((name) => name.endsWith(".test.ts")).sort();
  return names.map((name) => path.join(home, name));
}
