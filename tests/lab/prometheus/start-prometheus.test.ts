import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname } from "node:path";
import process from "node:process";
import { test } from "node:test";
import type { ChildHearers } from "../../../src/lab/child-process.ts";
import { listenOn } from "../../../src/lab/listen.ts";
import type { PrometheusConfig } from "../../../src/lab/prometheus/config.ts";
import { isDeno } from "../../../src/lab/runtime.ts";
import { startPrometheus } from "../../../src/lab/prometheus/start-prometheus.ts";

const config: PrometheusConfig = { port: 0, scrapeInterval: 500, evaluationInterval: 500, jobs: [], groups: [] };
const deaf: ChildHearers = { onLine() {}, onDeath() {} };

async function foldersLeft(): Promise<string[]> {
  return (await readdir(tmpdir())).filter((name) => name.startsWith("drillbook-prometheus-")).sort();
}

test("startPrometheus() starts the embedded one as a process, which end() lets go", async () => {
  const child = await startPrometheus("embedded", config, deaf);
  const ready = `http://127.0.0.1:${child.ports["http"]}/-/ready`;
  assert.equal((await fetch(ready)).status, 200);
  await child.end();
  await assert.rejects(fetch(ready));
  assert.equal(child.isAlive(), false);
});

test("startPrometheus() says in words that there is no real one, and leaves nothing behind", async () => {
  const { PATH: path } = process.env;
  const before = await foldersLeft();
  // Deno is looked for there too.
  process.env["PATH"] = isDeno ? dirname(process.execPath) : "";
  try {
    await assert.rejects(startPrometheus("real", config, deaf), {
      name: "UserError",
      message: "Cannot start Prometheus: there is no program prometheus on PATH; install it, or leave out " +
        "--prometheus real",
    });
  } finally {
    process.env["PATH"] = path;
  }
  assert.deepEqual(await foldersLeft(), before);
});

test("startPrometheus() says in words that its port is taken", async () => {
  const other = createServer();
  const port = await listenOn(other, 0, "a test");
  for (const kind of ["embedded", "real"] as const) {
    await assert.rejects(startPrometheus(kind, { ...config, port }, deaf), {
      name: "UserError",
      message: `Cannot serve Prometheus on port ${port}: another program has it, perhaps another demo; ` +
        "end that program, or choose other ports with --port",
    });
  }
  other.close();
});
