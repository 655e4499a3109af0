import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { connectPrometheus } from "../../src/capture/prometheus.ts";
import { collectSamples } from "../../src/capture/samples.ts";
import { formatLabels } from "../../src/core/labels.ts";
import type { Series } from "../../src/core/series.ts";
import { serveFake } from "../fakes/fault.ts";

const run = promisify(execFile);

/** Samples and markers of the job by series, as `promtool` reads them from the blocks: `x{…}` → `[[at, value | "stale"], …]`. */
async function dump(folder: string): Promise<Map<string, string[]>> {
  const { stdout } = await run("promtool", ["tsdb", "dump", folder], { maxBuffer: 1e9 });
  const truth = new Map<string, string[]>();
  for (const line of stdout.split("\n")) {
    const match = /^(\{.*\}) (\S+) (\d+)$/.exec(line);
    if (match === null) continue;
    const labels = Object.fromEntries(
      [...match[1]!.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name!, value!]),
    );
    const key = formatLabels(labels);
    truth.set(key, [...truth.get(key) ?? [], `${match[3]} ${match[2]}`]);
  }
  return truth;
}

test(
  "collectSamples() holds every sample and every staleness marker of a real Prometheus",
  { timeout: 120_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "drillbook-stale-"));
    let [mood, count] = ["well", 0];
    const target = await serveFake(() => {
      count++;
      const extra = mood === "fewer" ? "" : `app_extra_total ${count}\n`;
      return mood === "down"
        ? { status: 500, body: "" }
        : { type: "text/plain", body: `app_requests_total{path="/"} ${count}\n${extra}` };
    });
    const port = 20_000 + Math.floor(Math.random() * 20_000);
    await writeFile(
      join(folder, "prometheus.yml"),
      `global: { scrape_interval: 500ms, scrape_timeout: 400ms, evaluation_interval: 700ms }
rule_files: [rules.yml]
scrape_configs:
  - job_name: app
    static_configs: [{ targets: ["127.0.0.1:${target.port}"] }]
`,
    );
    await writeFile(
      join(folder, "rules.yml"),
      "groups: [{ name: g, rules: [{ record: app_seen, expr: app_extra_total }, { alert: Down, expr: up == 0 }] }]\n",
    );
    const server = spawn("prometheus", [
      `--config.file=${join(folder, "prometheus.yml")}`,
      `--storage.tsdb.path=${join(folder, "data")}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ], { stdio: "ignore" });
    try {
      const prometheus = connectPrometheus({ url: `http://127.0.0.1:${port}`, timeout: 5_000, every: 3_000 });
      while (await prometheus.buildInfo().catch(() => undefined) === undefined) await sleep(100);
      await sleep(1_000);
      const written: Series[] = [];
      const recording = {
        appendSamples: (_: unknown, series: readonly Series[]) => Promise.resolve(void written.push(...series)),
      };
      const start = Date.now() - 60_000;
      const selectors = ["ALERTS", "up", "app_requests_total", "app_extra_total", "app_seen"];
      const samples = collectSamples(prometheus, recording, selectors, start);
      const moods = ["well", "down", "well", "fewer", "well", "down", "down", "well", "fewer", "fewer"];
      for (const [index, next] of moods.entries()) {
        mood = next;
        await sleep(2_200 + (index % 3) * 300);
        if (index % 2 === 0) {
          assert.deepEqual(await samples.fetch(Date.now(), 3_000, 2), {
            warnings: [],
            failure: undefined,
          });
        }
      }
      const end = Date.now();
      await sleep(600);
      assert.deepEqual(await samples.fetch(end, 6_000, 2), { warnings: [], failure: undefined });
      server.kill("SIGTERM");
      await once(server, "exit");

      const truth = await dump(join(folder, "data"));
      let markers = 0;
      for (const [key, lines] of truth) {
        if (!/^(ALERTS\{|up|app_)/.test(key)) continue;
        const expected = lines.filter((line) => Number(line.split(" ")[0]) <= end);
        const seen = written.filter(({ labels }) => formatLabels(labels) === key).flatMap(({ times, values, stale }) =>
          [...times].map((at, index) => `${at} ${stale?.[index] === 1 ? "NaN" : values[index]}`)
        );
        markers += expected.filter((line) => line.endsWith("NaN")).length;
        assert.deepEqual(seen, expected, key);
      }
      assert.ok(markers >= 6, `${markers} markers`);
    } finally {
      server.kill("SIGKILL");
      await target.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
);
