import { spawn } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "../../core/user-error.ts";
import { beChild } from "../be-child.ts";
import { checkPort } from "../lab-ports.ts";
import type { PrometheusConfig } from "./config.ts";
import { formatConfig, formatRules, rulesFile } from "./config-text.ts";

/** The configuration of a real Prometheus. */
export interface RealConfig extends PrometheusConfig {
  /** Where its files shall be: a folder that does not exist yet, and is removed at the end. */
  readonly folder: string;
}

/** More of what it prints is not kept. */
const longestPrint = 2_000;

await beChild<RealConfig>(async (config, tell) => {
  const { folder } = config;
  const port = await checkPort(config.port, "Prometheus");
  mkdirSync(folder, { recursive: true });
  process.once("exit", () => remove(folder));
  const file = join(folder, "prometheus.yml");
  writeFileSync(file, formatConfig(config));
  writeFileSync(join(folder, rulesFile), formatRules(config));
  const prometheus = spawn("prometheus", [
    `--config.file=${file}`,
    `--storage.tsdb.path=${join(folder, "data")}`,
    `--web.listen-address=127.0.0.1:${port}`,
    "--log.level=error",
  ], { cwd: folder, env: environment(), stdio: ["ignore", "ignore", "pipe"], detached: true, windowsHide: true });
  process.prependOnceListener("exit", () => prometheus.kill("SIGKILL"));
  let printed = "";
  prometheus.stderr.setEncoding("utf8").on("data", (text: string) => printed = (printed + text).slice(-longestPrint));
  const gone = new Promise<string>((resolve) => {
    prometheus.once("error", (error) => resolve(absence(error)));
    prometheus.once("close", () => resolve(printed.trim()));
  });
  const words = await Promise.race([gone, becomeReady(port)]);
  if (words !== undefined) throw new UserError(`Cannot start Prometheus: ${words || "it ended without a word"}`);
  tell({ kind: "ready", ports: { http: port } });
  throw new UserError(await gone);
});

/** Resolves when Prometheus answers. */
async function becomeReady(port: number): Promise<undefined> {
  for (;;) {
    const isReady = await fetch(`http://127.0.0.1:${port}/-/ready`).then(({ ok }) => ok, () => false);
    if (isReady) return undefined;
    await sleep(50);
  }
}

/** The environment without what makes a program load others, which Deno passes on to none. */
function environment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(LD|DYLD)_/.test(name)));
}

function absence(error: Error): string {
  const { code } = error as NodeJS.ErrnoException;
  const isAbsent = code === "ENOENT" || error.name === "NotCapable" || error.name === "NotFound";
  return isAbsent
    ? "there is no program prometheus on PATH; install it, or leave out --prometheus real"
    : error.message;
}

/** Removes the folder, where a process that was killed just now may still hold files for a moment. */
function remove(folder: string): void {
  for (let attempt = 0; attempt < 40; attempt++) {
    try {
      return rmSync(folder, { recursive: true, force: true });
    } catch {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    }
  }
}
