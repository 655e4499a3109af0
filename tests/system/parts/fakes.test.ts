import assert from "node:assert/strict";
import { test } from "node:test";
import { fakeDocker } from "../../fakes/docker.ts";
import { fakePrometheus } from "../../fakes/prometheus.ts";
import { askEngine } from "../lab/engine.ts";
import { placeOf } from "../lab/layout.ts";
import { prometheusUrl } from "../lab/prometheus.ts";
import { strangePaths } from "./shape.ts";

async function fetchJson(url: string): Promise<unknown> {
  return await (await fetch(url)).json();
}

test("the fake engine says nothing that the real one does not say", async () => {
  const fake = await fakeDocker();
  try {
    for (const path of ["/nodes", "/services", "/tasks", "/version", "/info"]) {
      const real = await askEngine(placeOf("manager").socket, path);
      assert.equal(real.status, 200, real.body);
      assert.deepEqual(strangePaths(await fetchJson(fake.url + path), JSON.parse(real.body)), [], path);
    }
  } finally {
    await fake.close();
  }
});

test("the fake Prometheus says nothing that the real one does not say", async () => {
  const fake = await fakePrometheus();
  const now = Math.floor(Date.now() / 1_000);
  const queries = [
    "query?query=up",
    "query?query=up[20000ms]",
    "query?query=time()",
    `query_range?query=up&start=${now - 20}&end=${now}&step=5`,
    ...["alerts", "targets", "rules", "status/buildinfo", "status/config", "status/runtimeinfo"],
  ];
  try {
    for (const query of queries) {
      const [real, told] = await Promise.all(
        [prometheusUrl, fake.url].map((url) => fetch(`${url}/api/v1/${query}`).then((response) => response.text())),
      );
      assert.deepEqual(strangePaths(JSON.parse(told ?? ""), JSON.parse(real ?? "")), [], query);
    }
  } finally {
    await fake.close();
  }
});
