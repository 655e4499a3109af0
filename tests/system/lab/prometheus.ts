import { copyFile, mkdir } from "node:fs/promises";
import path from "node:path";
import { killChild, startChild } from "./child.ts";
import { content, folder, prometheusAddress } from "./layout.ts";
import { until } from "./until.ts";

const home = path.join(folder, "prometheus");
const pidFile = path.join(home, "pid");

/** The files that Prometheus runs with. */
export const prometheusFiles = ["prometheus.yml", "alerts.yml"].map((name) => path.join(content, "stacks", name));

export const prometheusUrl = `http://${prometheusAddress}`;

/** Starts Prometheus outside the system under test, and waits until it has scraped the proxy. */
export async function startPrometheus(): Promise<void> {
  await mkdir(home, { recursive: true });
  for (const file of prometheusFiles) await copyFile(file, path.join(home, path.basename(file)));
  await startChild("prometheus", [
    `--config.file=${home}/prometheus.yml`,
    `--storage.tsdb.path=${home}/data`,
    `--web.listen-address=${prometheusAddress}`,
    "--log.level=warn",
  ], { pidFile, logFile: path.join(folder, "prometheus.log"), cwd: home });
  await until(`Prometheus scrapes the proxy (its log: ${folder}/prometheus.log)`, async () => {
    const answer = await queryPrometheus(`up{job="traefik"} == 1`).catch(() => []);
    return answer.length > 0;
  }, 30_000);
}

export async function stopPrometheus(): Promise<void> {
  await killChild(pidFile, home);
}

/** One sample of an instant answer. */
export interface InstantSample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [time: number, value: string];
}

/** The series of an instant answer; throws when there is none. A query that ends in a range gives each its `values`. */
export async function queryPrometheus<Result = InstantSample>(query: string, at?: number): Promise<readonly Result[]> {
  const parameters = new URLSearchParams({ query, ...(at === undefined ? {} : { time: String(at / 1_000) }) });
  const response = await fetch(`${prometheusUrl}/api/v1/query?${parameters}`);
  const answer = await response.json() as { status: string; error?: string; data: { result: Result[] } };
  if (answer.status !== "success") throw new Error(`Prometheus refuses "${query}": ${answer.error}`);
  return answer.data.result;
}
