import assert from "node:assert/strict";
import { test } from "node:test";
import { formatCsv } from "../../src/analysis/query-csv.ts";
import type { QueryValue, VectorSample } from "../../src/promql/engine/query-value.ts";

const at = Date.parse("2026-11-23T15:28:43.294Z");
const formatted = (value: QueryValue) => [...formatCsv(value)].join("");

test("formatCsv() has a column for each label of any series", () => {
  const samples: readonly VectorSample[] = [{ labels: { b: "2", __name__: "x" }, value: 1e-7 }, {
    labels: { a: "1" },
    value: NaN,
  }];
  assert.equal(
    formatted({ kind: "vector", at, samples }),
    "time,__name__,a,b,value\r\n2026-11-23T15:28:43.294Z,x,,2,1e-07\r\n2026-11-23T15:28:43.294Z,,1,,NaN\r\n",
  );
});

test("formatCsv() quotes by RFC 4180 and tells labels from its own columns", () => {
  const samples: readonly VectorSample[] = [{ labels: { value: 'a"b', time: "1,2", c: "x\ny" }, value: 1 }];
  assert.equal(
    formatted({ kind: "vector", at, samples }),
    'time,c,label_time,label_value,value\r\n2026-11-23T15:28:43.294Z,"x\ny","1,2","a""b",1\r\n',
  );
});

test("formatCsv() has a line for each sample of a range", () => {
  const series = [{ labels: { a: "1" }, times: Float64Array.of(0, 500), values: Float64Array.of(1, 2) }];
  assert.equal(
    formatted({ kind: "matrix", series }),
    "time,a,value\r\n1970-01-01T00:00:00.000Z,1,1\r\n1970-01-01T00:00:00.500Z,1,2\r\n",
  );
});

test("formatCsv() has its head where there is no sample", () => {
  assert.equal(formatted({ kind: "vector", at, samples: [] }), "time,value\r\n");
  assert.equal(
    formatted({ kind: "scalar", at: 0, value: Infinity }),
    "time,value\r\n1970-01-01T00:00:00.000Z,+Inf\r\n",
  );
  assert.equal(formatted({ kind: "string", at: 0, value: "a,b" }), 'time,value\r\n1970-01-01T00:00:00.000Z,"a,b"\r\n');
});
