import assert from "node:assert/strict";
import { test } from "node:test";
import { evaluateInstant } from "../../../src/promql/engine/evaluate.ts";
import { QueryError } from "../../../src/promql/engine/query-error.ts";
import { readQuery } from "../../../src/promql/read-query.ts";
import { storeEvery10s } from "./engine-series.ts";

const store = storeEvery10s({ "up/a": [1], "up/b": [2] });
const labelsOf = (query: string) => {
  const { value } = evaluateInstant(readQuery(query), 0, store);
  return value.kind === "vector" ? value.samples.map(({ labels }) => labels) : undefined;
};

test("evaluateInstant() takes a label that is called as what every object has for one like others", () => {
  assert.equal(labelsOf('up{constructor=""}')?.length, 2);
  assert.equal(labelsOf('up{toString=~".+"}')?.length, 0);
  assert.deepEqual(labelsOf('label_replace(up{l="a"}, "x", "<$1>", "toString", "(.*)")'), [
    { __name__: "up", l: "a", x: "<>" },
  ]);
  assert.deepEqual(labelsOf('label_join(up{l="a"}, "constructor", "-", "valueOf", "l")'), [
    { __name__: "up", l: "a", constructor: "-a" },
  ]);
  assert.deepEqual(labelsOf('up{l="a"} * on () group_left (valueOf) up{l="b"}'), [{ l: "a" }]);
  assert.deepEqual(labelsOf('sort_by_label(up, "hasOwnProperty")')?.length, 2);
});

test("evaluateInstant() refuses to make more text of labels than fits", () => {
  const doubled = (query: string) => `label_replace(${query}, "l", "$1$1$1$1", "l", "(.*)")`;
  const joined = `label_join(up, "x", "${"-".repeat(10_000)}", ${Array(5_000).fill('"l"').join(", ")})`;
  for (const query of [Array(20).fill(doubled).reduce((inner, grow) => grow(inner), "up"), joined]) {
    assert.throws(
      () => labelsOf(query),
      (error) => error instanceof QueryError && error.kind === "limit" && /too much text of labels/.test(error.message),
    );
  }
});
