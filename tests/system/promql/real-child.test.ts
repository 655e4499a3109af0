import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { test } from "node:test";
import { startPrometheus } from "../../../src/lab/prometheus/start-prometheus.ts";
import { until } from "../lab/until.ts";

const config = { port: 0, scrapeInterval: 500, evaluationInterval: 500, jobs: [], groups: [] };

async function foldersLeft(): Promise<string[]> {
  return (await readdir(tmpdir())).filter((name) => name.startsWith("drillbook-prometheus-")).sort();
}

async function answers(port: unknown): Promise<boolean> {
  return await fetch(`http://127.0.0.1:${port}/-/ready`).then(({ ok }) => ok, () => false);
}

test("a real Prometheus ends with end(), and its folder is removed", async () => {
  const before = await foldersLeft();
  const child = await startPrometheus("real", config, { onLine() {}, onDeath() {} });
  assert.equal(await answers(child.ports["http"]), true);
  assert.equal((await foldersLeft()).length, before.length + 1);
  await child.end();
  assert.equal(await answers(child.ports["http"]), false);
  assert.deepEqual(await foldersLeft(), before);
});

test("a real Prometheus does not outlive who started it, not even a SIGKILL", async () => {
  const before = await foldersLeft();
  const parent = spawn(process.execPath, [path.join(import.meta.dirname, "real-parent.ts")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [said] = await once(parent.stdout, "data") as [Uint8Array];
  const port = new TextDecoder().decode(said).trim();
  assert.equal(await answers(port), true);
  parent.kill("SIGKILL");
  await until("Prometheus is gone", async () => !await answers(port), 10_000, 20);
  await until("its folder is gone", async () => (await foldersLeft()).length === before.length, 10_000, 20);
});
