import assert from "node:assert/strict";
import { test } from "node:test";
import type { Labels } from "../../src/core/labels.ts";
import { formatCsv } from "../../src/explore/answer-csv.ts";
import { sortRows, tableOf } from "../../src/explore/answer-table.ts";
import { answerWords } from "../../src/explore/answer-words.ts";
import { isEmpty } from "../../src/explore/is-empty.ts";
import { nameSeries } from "../../src/explore/series-names.ts";
import type { QueryValue, VectorSample } from "../../src/promql/engine/query-value.ts";
import { answerSeries } from "./some-series.ts";

const matrix: QueryValue = {
  kind: "matrix",
  series: [
    answerSeries([1, 2, 6], { a: "1" }),
    answerSeries([4, NaN, undefined], { a: "2" }),
    answerSeries([NaN], { a: "10" }),
  ],
};

test("tableOf() gives last, min, max, mean and points of each series of a range", () => {
  const { columns, rows } = tableOf(matrix, 2_000);
  assert.deepEqual(columns, ["last", "min", "max", "mean", "points"]);
  assert.deepEqual(rows[0]?.figures, [6, 1, 6, 3, 3]);
  assert.deepEqual(rows[1]?.figures, [NaN, 4, 4, 4, 2]);
  assert.deepEqual(rows[2]?.figures, [NaN, undefined, undefined, undefined, 1]);
});

test("tableOf() notes NaN, and where a series ends before the range does", () => {
  assert.deepEqual(tableOf(matrix, 2_000).rows.map(({ note }) => note), ["", "1 NaN", "all NaN"]);
  assert.deepEqual(tableOf(matrix, 9_000).rows.map(({ note }) => note), [
    "until 00:00:02",
    "1 NaN, until 00:00:01",
    "all NaN",
  ]);
});

test("tableOf() keeps the order of an instant's answer", () => {
  const samples = [{ labels: { a: "2" }, value: 1 }, { labels: { a: "1" }, value: 3 }];
  const { columns, rows } = tableOf({ kind: "vector", at: 0, samples }, 0);
  assert.deepEqual(columns, ["value"]);
  assert.deepEqual(rows.map(({ figures }) => figures), [[1], [3]]);
  assert.deepEqual(tableOf({ kind: "scalar", at: 0, value: 7 }, 0).rows[0]?.figures, [7]);
  assert.deepEqual(tableOf({ kind: "string", at: 0, value: "x" }, 0).rows, []);
});

test("sortRows() sorts by figures and by names, and puts what has none last both ways", () => {
  const { rows } = tableOf(matrix, 2_000);
  const names = ["a 1", "a 2", "a 10"];
  const order = (column: number | "series", descending: boolean) =>
    sortRows(rows, names, { column, descending }).map(({ index }) => index);
  assert.deepEqual(order(2, true), [0, 1, 2]);
  assert.deepEqual(order(2, false), [1, 0, 2]);
  assert.deepEqual(order(0, true), [0, 1, 2]);
  assert.deepEqual(order("series", true), [2, 1, 0]);
  assert.deepEqual(sortRows(rows, names, undefined), rows);
});

test("formatCsv() has a row an instant and a column a series, exact values, and empty cells", () => {
  assert.equal(
    formatCsv(matrix),
    'time,"{a=""1""}","{a=""2""}","{a=""10""}"\r\n' +
      "1970-01-01T00:00:00.000Z,1,4,NaN\r\n1970-01-01T00:00:01.000Z,2,NaN,\r\n1970-01-01T00:00:02.000Z,6,,\r\n",
  );
  const samples: readonly VectorSample[] = [
    { labels: { __name__: "up" }, value: -0 },
    { labels: {}, value: -Infinity },
  ];
  assert.equal(
    formatCsv({ kind: "vector", at: 0, samples }),
    "time,series,value\r\n1970-01-01T00:00:00.000Z,up,-0\r\n1970-01-01T00:00:00.000Z,{},-Inf\r\n",
  );
  assert.equal(formatCsv({ kind: "string", at: 0, value: 'a"b' }), 'time,value\r\n1970-01-01T00:00:00.000Z,"a""b"\r\n');
});

test("isEmpty() is true of an answer without series", () => {
  assert.ok(isEmpty({ kind: "matrix", series: [] }) && isEmpty({ kind: "vector", at: 0, samples: [] }));
  assert.ok(!isEmpty(matrix) && !isEmpty({ kind: "scalar", at: 0, value: NaN }));
});

test("answerWords() tells what came of a question in a line", () => {
  const wordsOf = (value: QueryValue, when: Parameters<typeof answerWords>[0]["when"]) =>
    answerWords({ query: "q", when }, {
      kind: "answered",
      result: { value, annotations: [] },
      took: 12.4,
      doubts: [],
      emptyWords: "",
    });
  assert.equal(
    wordsOf(matrix, { kind: "range", start: 0, end: 2_000, step: 1_000 }),
    "3 series at 3 instants, computed in 12 ms",
  );
  assert.equal(
    wordsOf({ kind: "scalar", at: 0, value: 1 }, { kind: "instant", at: 0 }),
    "a number at 1970-01-01 00:00:00 UTC, computed in 12 ms",
  );
});

test("nameSeries() names series by what tells them apart", () => {
  const [a, b] = [{ __name__: "x", job: "j", code: "200" }, { __name__: "x", job: "j", code: "500" }];
  assert.deepEqual(nameSeries([a, b]), {
    names: ["200", "500"],
    own: [{ code: "200" }, { code: "500" }],
    shared: 'x{job="j"}',
  });
  const unlike: readonly Labels[] = [{ a: "1", b: "2" }, { a: "2" }];
  assert.deepEqual(nameSeries(unlike), { names: ['{a="1", b="2"}', '{a="2"}'], own: unlike, shared: "" });
  assert.deepEqual(nameSeries([{ a: "1" }, {}]), { names: ["1", "no a"], own: [{ a: "1" }, {}], shared: "" });
});

test("nameSeries() keeps the labels of a single series, and fills a legend", () => {
  assert.deepEqual(nameSeries([{ a: "1" }]).names, ['{a="1"}']);
  assert.deepEqual(nameSeries([{}]).names, ["value"]);
  assert.deepEqual(nameSeries([{}], { bare: "Response time" }).names, ["Response time"]);
  assert.deepEqual(nameSeries([{ a: "1" }, { a: "2" }], { legend: "{{a}} of {{b}}" }).names, ["1 of ", "2 of "]);
});

test("nameSeries() shows what a label hides", () => {
  assert.deepEqual(nameSeries([{ a: "x\u202ey" }, { a: "\u001b[31m" }]).names, ["x�y", "␛[31m"]);
});
