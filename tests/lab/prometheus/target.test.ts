import assert from "node:assert/strict";
import { test } from "node:test";
import { labPrometheus } from "../../../src/lab/prometheus/config.ts";
import { hashedOffset, targetsOf } from "../../../src/lab/prometheus/target.ts";

const config = { ...labPrometheus({ metrics: 4_781, prometheus: 4_783 }), scrapeInterval: 500 };

test("targetsOf() gives each target its address, its labels and its interval", () => {
  const jobs = [{ name: "slow", targets: ["127.0.0.1:1", "127.0.0.1:2"], scrapeInterval: 20_000, metricsPath: "/m" }];
  assert.deepEqual(targetsOf({ ...config, jobs }, { "127.0.0.1:2": 7 })[1], {
    job: "slow",
    instance: "127.0.0.1:2",
    url: "http://127.0.0.1:2/m",
    labels: { job: "slow", instance: "127.0.0.1:2" },
    beat: { interval: 20_000, offset: 7 },
    timeout: 10_000,
  });
});

test("targetsOf() scrapes targets at offsets of their own, always the same", () => {
  const offsets = targetsOf(config).map(({ beat }) => beat.offset);
  assert.deepEqual(targetsOf(config).map(({ beat }) => beat.offset), offsets);
  assert.equal(new Set(offsets).size, 2);
  assert.ok(offsets.every((offset) => offset >= 0 && offset < 500));
  assert.equal(hashedOffset({ a: "1" }, 1), 0);
});
