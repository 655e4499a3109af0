import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { UserError } from "../../../src/core/user-error.ts";
import type { Series } from "../../../src/core/series.ts";
import { until } from "../lab/until.ts";
import { formatOpenMetrics } from "./openmetrics.ts";

const run = promisify(execFile);

/** A Prometheus of its own that holds given samples and scrapes nothing. */
export interface Backfilled {
  readonly url: string;
  /** As it names itself: `2.42.0+ds`. */
  readonly version: string;
  /** Ends the process and removes its data. */
  stop(): Promise<void>;
}

/** Whether Prometheus and its tool are installed. */
export async function hasPrometheus(): Promise<boolean> {
  const found = await Promise.allSettled(["prometheus", "promtool"].map((name) => run(name, ["--version"])));
  return found.every(({ status }) => status === "fulfilled");
}

/**
 * Starts a Prometheus on loopback over blocks that `promtool` makes of the samples, or of OpenMetrics text.
 * Throws `UserError` where Prometheus is not installed.
 */
export async function startBackfilled(samples: readonly Series[] | string): Promise<Backfilled> {
  if (!await hasPrometheus()) {
    throw new UserError('Cannot find prometheus and promtool: install them, on Debian as package "prometheus"');
  }
  const folder = await mkdtemp(join(tmpdir(), "drillbook-promql-"));
  let server: ChildProcess | undefined;
  const stop = async () => {
    if (server?.exitCode === null && server.kill("SIGTERM")) await once(server, "exit");
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const [text, config, blocks] = ["samples.txt", "prometheus.yml", "data"].map((name) => join(folder, name));
    await writeFile(text!, typeof samples === "string" ? samples : formatOpenMetrics(samples));
    await writeFile(config!, "global: { evaluation_interval: 1m }\n");
    await run("promtool", ["tsdb", "create-blocks-from", "openmetrics", "--quiet", text!, blocks!]);
    const address = `127.0.0.1:${await freePort()}`;
    server = spawn("prometheus", [
      `--config.file=${config}`,
      `--storage.tsdb.path=${blocks}`,
      "--storage.tsdb.retention.time=100y",
      `--web.listen-address=${address}`,
      "--log.level=error",
    ], { stdio: ["ignore", "ignore", "inherit"] });
    const url = `http://${address}`;
    await until("Prometheus is ready", async () => {
      return await fetch(`${url}/-/ready`).then(({ ok }) => ok, () => false);
    }, 30_000);
    const built = await (await fetch(`${url}/api/v1/status/buildinfo`)).json() as { data: { version: string } };
    return { url, version: built.data.version, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}
