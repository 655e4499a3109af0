import assert from "node:assert/strict";
import { test } from "node:test";
import { findDisorder } from "../../src/archive/series-order.ts";
import { seriesOf } from "../analysis/series-of.ts";

test("findDisorder() finds nothing in series as Prometheus gives them", () => {
  const series = [
    seriesOf({ __name__: "up", job: "a" }, [[1, 1], [2, "stale"], [3, NaN]]),
    seriesOf({ __name__: "up", job: "b" }, [[1, 1]]),
    seriesOf({ __name__: "down" }, []),
  ];
  assert.deepEqual(findDisorder(series), []);
});

test("findDisorder() finds a series that is there twice, and times that stand still or go back", () => {
  const twice = [seriesOf({ a: "1", b: "2" }, [[1, 1]]), seriesOf({ b: "2", a: "1" }, [[2, 1]])];
  assert.deepEqual(findDisorder(twice), ['holds the series {a="1", b="2"} twice']);
  for (const times of [[1, 1], [2, 1], [1, NaN]]) {
    const series = [seriesOf({ __name__: "up" }, times.map((at) => [at, 0]))];
    assert.deepEqual(findDisorder(series), ["holds times of up that do not ascend"]);
  }
});
