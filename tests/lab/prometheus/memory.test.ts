import assert from "node:assert/strict";
import { test } from "node:test";
import { createMemory } from "../../../src/lab/prometheus/memory.ts";
import { evaluateInstant } from "../../../src/promql/engine/evaluate.ts";
import { readQuery } from "../../../src/promql/read-query.ts";

test("store always has what was appended last, whatever was asked before", () => {
  const { append, mark, store, counts } = createMemory();
  const ask = (query: string, at: number) => {
    const { value } = evaluateInstant(readQuery(query), at, store);
    return value.kind === "vector" ? value.samples.map(({ labels, value }) => [labels["x"], value]) : value;
  };
  assert.deepEqual(ask("a", 5), []);
  append({ __name__: "a", x: "1" }, 1_000, 4);
  assert.deepEqual(ask("a", 1_000), [["1", 4]]);
  append({ x: "1", __name__: "a" }, 2_000, 6);
  append({ __name__: "a", x: "2" }, 2_000, 7);
  append({ __name__: "b", x: "2" }, 2_000, 8);
  assert.deepEqual(ask("increase(a[2s])", 2_000), [["1", 4]]);
  assert.deepEqual(ask('{x=~"2|3"}', 2_000), [["2", 7], ["2", 8]]);
  mark({ __name__: "a", x: "1" }, 3_000);
  assert.deepEqual(ask("a", 2_999), [["1", 6], ["2", 7]]);
  assert.deepEqual(ask("a", 3_000), [["2", 7]]);
  assert.deepEqual(counts(), { series: 3, samples: 5 });
  assert.deepEqual(store.series.map(({ labels, times }) => [labels.__name__, times.length]), [
    ["a", 3],
    ["a", 1],
    ["b", 1],
  ]);
});
