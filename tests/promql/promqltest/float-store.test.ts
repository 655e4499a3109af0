import assert from "node:assert/strict";
import { test } from "node:test";
import { parseQuery } from "../../../src/promql/parse.ts";
import { findSelectors } from "../../../src/promql/selectors.ts";
import { floatData, floatStore, reasons } from "./float-store.ts";
import { addLoad, type HeldData } from "./held-series.ts";
import { parseScript } from "./parse-script.ts";
import { readsOf } from "./reads.ts";

const script = `load 1m
  plain_total       1 2 stale 4
  native            {{count:1}}x3
  mixed             1 {{count:1}} 3 _
  started_total@st  -30s _ _
  started_total     1 2 3

load_with_nhcb 1m
  wait_bucket{le="1", job="a"}    1 2
  wait_bucket{le="+Inf", job="a"} 1 2
  wait_bucket{le="x", job="b"}    1 2
  wait_count{job="c"}             1 2
`;

/** How many samples each series of a query's selectors has at these minutes, or why it is not supported. */
function select(query: string, start: number, end = start): Record<string, number> | string {
  const held: HeldData = new Map();
  for (const command of parseScript(script)) if (command.kind === "load") addLoad(held, command);
  const expr = parseQuery(query);
  const range = { start: start * 60_000, end: end * 60_000, step: 60_000 };
  const store = floatStore(floatData(held), readsOf(expr, range));
  try {
    const found = findSelectors(expr).flatMap((selector) => store.select(selector));
    return Object.fromEntries(found.map(({ labels, times }) => [labels.__name__, times.length]));
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
}

test("floatStore() yields floats with their staleness markers", () => {
  assert.deepEqual(select("plain_total", 3), { plain_total: 4 });
});

test("floatStore() refuses a histogram only where it is the newest sample or in the window", () => {
  assert.equal(select("native", 3), reasons.histograms);
  assert.deepEqual(select("native", 30), {});
  assert.deepEqual(select("mixed", 0), { mixed: 2 });
  assert.equal(select("mixed", 1), reasons.histograms);
  assert.deepEqual(select("mixed", 2), { mixed: 2 });
  assert.deepEqual(select("mixed offset 1m", 3), { mixed: 2 });
  assert.equal(select("mixed @ 60", 3), reasons.histograms);
  assert.equal(select("mixed", 0, 2), reasons.histograms);
  assert.equal(select("rate(mixed[2m])", 2), reasons.histograms);
  assert.deepEqual(select("rate(mixed[1m])", 2), { mixed: 2 });
  assert.equal(select("rate(mixed[1m] anchored)", 2), reasons.histograms);
  assert.equal(select("max_over_time(mixed[2m:1m])", 2), reasons.histograms);
  assert.deepEqual(select("max_over_time(mixed[2m:2m])", 2), { mixed: 2 });
});

test("floatStore() refuses start timestamps only where they count", () => {
  assert.equal(select("rate(started_total[5m])", 2), reasons.starts);
  assert.deepEqual(select("rate(started_total[1m])", 2), { started_total: 3 });
  assert.deepEqual(select("delta(started_total[5m])", 2), { started_total: 3 });
  assert.deepEqual(select("rate(started_total[5m:1m])", 2), { started_total: 3 });
  assert.deepEqual(select("increase(started_total[5m] anchored)", 2), { started_total: 3 });
  assert.equal(select("start_timestamp(started_total)", 0), reasons.starts);
  assert.deepEqual(select("started_total", 0), { started_total: 3 });
});

test("floatStore() knows the native twins of classic histograms", () => {
  assert.deepEqual(select("wait_bucket", 1), { wait_bucket: 2 });
  assert.equal(select('wait{job="a"}', 1), reasons.histograms);
  assert.equal(select('wait{job="c"}', 1), reasons.histograms);
  assert.deepEqual(select('wait{job="b"}', 1), {});
});
