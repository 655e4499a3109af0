import assert from "node:assert/strict";
import { test } from "node:test";
import type { VectorSample } from "../../../src/promql/engine/query-value.ts";
import { formatQueryData, queryDataPieces } from "../../../src/promql/api/query-data.ts";

const at = 1_795_447_615_500;

test("formatQueryData() writes a vector: times with three decimals, exponents with two digits", () => {
  const samples: readonly VectorSample[] = [
    { labels: { b: "x<y&z", __name__: "foo", a: 'q"' }, value: 2.5 },
    { labels: {}, value: 1e-7 },
  ];
  assert.equal(
    formatQueryData({ kind: "vector", at, samples }),
    '{"resultType":"vector","result":[' +
      '{"metric":{"__name__":"foo","a":"q\\"","b":"x\\u003cy\\u0026z"},"value":[1795447615.500,"2.5"]},' +
      '{"metric":{},"value":[1795447615.500,"1e-07"]}]}',
  );
  assert.equal(formatQueryData({ kind: "vector", at, samples: [] }), '{"resultType":"vector","result":[]}');
});

test("formatQueryData() writes a scalar without an exponent and a time as short as can be", () => {
  const scalar = (value: number) => formatQueryData({ kind: "scalar", at, value });
  assert.equal(scalar(1e-7), '{"resultType":"scalar","result":[1795447615.5,"0.0000001"]}');
  assert.equal(scalar(1e21), '{"resultType":"scalar","result":[1795447615.5,"1000000000000000000000"]}');
  assert.equal(scalar(-Infinity), '{"resultType":"scalar","result":[1795447615.5,"-Inf"]}');
});

test("formatQueryData() writes a string", () => {
  assert.equal(
    formatQueryData({ kind: "string", at: 1_000, value: "a<b\n" }),
    '{"resultType":"string","result":[1,"a\\u003cb\\n"]}',
  );
});

test("formatQueryData() writes a matrix whose series have times of their own", () => {
  const series = [
    { labels: { a: "1" }, times: Float64Array.of(0, 500, 1_000), values: Float64Array.of(1, NaN, -0) },
    { labels: { a: "2" }, times: Float64Array.of(500, 1_000), values: Float64Array.of(Infinity, 1e21) },
    { labels: { a: "3" }, times: Float64Array.of(0, 500, -1_500), values: Float64Array.of(1, 2, 3) },
    { labels: { a: "4" }, times: Float64Array.of(), values: Float64Array.of() },
  ];
  assert.equal(
    formatQueryData({ kind: "matrix", series }),
    '{"resultType":"matrix","result":[' +
      '{"metric":{"a":"1"},"values":[[0,"1"],[0.500,"NaN"],[1,"-0"]]},' +
      '{"metric":{"a":"2"},"values":[[0.500,"+Inf"],[1,"1e+21"]]},' +
      '{"metric":{"a":"3"},"values":[[0,"1"],[0.500,"2"],[-1.500,"3"]]},' +
      '{"metric":{"a":"4"},"values":[]}]}',
  );
});

test("queryDataPieces() parts a long series, which comes together as it was", () => {
  const times = Float64Array.from({ length: 45_000 }, (_, index) => index * 1_000);
  const series = ["1", "2"].map((a) => ({ labels: { a }, times, values: times }));
  const pieces = [...queryDataPieces({ kind: "matrix", series })];
  assert.equal(pieces.every(({ length }) => length < 500_000), true);
  const points = Array.from(times, (at) => [at / 1_000, String(at)]);
  assert.deepEqual(JSON.parse(pieces.join("")), {
    resultType: "matrix",
    result: [{ metric: { a: "1" }, values: points }, { metric: { a: "2" }, values: points }],
  });
});

test("formatQueryData() puts statistics beside the result", () => {
  assert.equal(
    formatQueryData({ kind: "vector", at, samples: [] }, '{"timings":{}}'),
    '{"resultType":"vector","result":[],"stats":{"timings":{}}}',
  );
});
