import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import process from "node:process";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import project from "../../package.json" with { type: "json" };

// What a recording costs: 9 tasks, 300 series, 4 probe requests a second; reads /proc, so it runs on Linux.
const usage = `Usage: node tests/bench/recorder.bench.ts [SECONDS]

Records fakes for SECONDS (60 unless said) and prints CPU share and peak memory; ends with 1 over the goals.
`;
const [asked = "60"] = process.argv.slice(2);
if (asked === "--help" || asked === "-h") {
  process.stdout.write(usage);
  process.exit();
}
const seconds = Number(asked);
if (!(seconds > 0)) {
  process.stderr.write(`Cannot measure for ${JSON.stringify(asked)}: expected seconds\n\n${usage}`);
  process.exit(64);
}
const goal = { share: 0.03, bytes: 120e6 };

// As `npm run capture` starts it.
const [, ...flags] = project.scripts.capture.split(" ").slice(0, -1);

/** CPU time so far in seconds, by the kernel's ticks of 10 ms. */
async function cpuSeconds(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

async function peakBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? NaN) * 1_024;
}

const fakes = spawn(process.execPath, ["tests/fakes/serve.ts", "300"], { stdio: ["ignore", "pipe", "inherit"] });
const [book] = await once(createInterface(fakes.stdout), "line") as [string];
const start = () =>
  spawn(process.execPath, [...flags, "scripts/capture.ts", "drill", "--book", book], {
    stdio: ["ignore", "ignore", "inherit"],
  });

/** Records for a moment, so that every module is kept compiled: the first recording of a fresh clone compiles them. */
async function warm(): Promise<void> {
  const first = start();
  const ended = once(first, "close");
  await sleep(5_000);
  first.kill("SIGINT");
  await ended;
}

let recorder: ReturnType<typeof start> | undefined;
try {
  await warm();
  recorder = start();
  const pid = recorder.pid ?? 0;
  await sleep(5_000);
  const [before, begun] = [await cpuSeconds(pid), performance.now()];
  await sleep(seconds * 1_000);
  const share = (await cpuSeconds(pid) - before) / ((performance.now() - begun) / 1_000);
  const recording = await peakBytes(pid);
  recorder.kill("SIGINT");
  let peak = recording;
  while (recorder.exitCode === null && recorder.signalCode === null) {
    peak = Math.max(peak, await peakBytes(pid).catch(() => 0) || 0);
    await sleep(10);
  }
  const words = (held: boolean) => (held ? "within" : "OVER");
  process.stdout.write(
    `recorder, ${seconds} s, its modules compiled before: ${(share * 100).toFixed(2)} % of a core (${
      words(share < goal.share)
    } the goal of 3 %), `,
  );
  process.stdout.write(
    `started with ${before.toFixed(2)} s of CPU; peak memory ${(recording / 1e6).toFixed(0)} MB while recording, `,
  );
  process.stdout.write(`${(peak / 1e6).toFixed(0)} MB with the end (${words(peak < goal.bytes)} the goal of 120 MB)\n`);
  if (share >= goal.share || peak >= goal.bytes) process.exitCode = 1;
} finally {
  recorder?.kill("SIGKILL");
  fakes.kill("SIGKILL");
  await rm(book, { recursive: true, force: true });
}
