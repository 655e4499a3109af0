import assert from "node:assert/strict";
import { test } from "node:test";
import { catalogOf } from "../../src/explore/catalog.ts";
import { lookAtQuery } from "../../src/explore/look.ts";
import { storeOf } from "../../src/promql/engine/store.ts";
import { seriesOf } from "./some-series.ts";

const catalog = catalogOf([
  seriesOf({ __name__: "http_requests_total" }, [1, 2, 3], 15_000),
  seriesOf({ __name__: "up" }, [1, 1, 1], 15_000),
]);
const look = (query: string) => lookAtQuery(query, { catalog, planQuery: undefined });

test("lookAtQuery() tells what a query computes", () => {
  assert.equal(look("sum(up)").explanation, 'The sum of "up".');
  assert.deepEqual(look(" \n"), { problem: undefined, explanation: "", remarks: [] });
});

test("lookAtQuery() tells why it is none, and where", () => {
  const { problem, explanation } = look("1 + rat(up)");
  assert.match(problem?.text ?? "", /"rat" \(column 5\)\. Did you mean "rate"\?$/);
  assert.deepEqual(problem?.position, { start: 4, end: 7 });
  assert.equal(explanation, "");
  assert.match(look("sum(\n rat(up)\n)").problem?.text ?? "", /\(line 2, column 2\)\. Did/);
});

test("lookAtQuery() remarks on metrics that the archive lacks, once, with the nearest", () => {
  const { remarks } = look("http_request_total / http_request_total");
  const [first] = remarks.filter(({ text }) => text.startsWith("The archive"));
  assert.equal(
    first?.text,
    'The archive holds no metric "http_request_total"; the nearest that it holds: "http_requests_total"',
  );
  assert.equal(remarks.filter(({ text }) => text.startsWith("The archive")).length, 1);
});

test("lookAtQuery() measures windows by the scrapes of the query's own metrics", () => {
  assert.match(look("rate(up[20s])").remarks[0]?.text ?? "", /shorter than two scrapes \(one each 15 s\)/);
});

test("lookAtQuery() measures windows by the series that a query selects, and names the longest of their intervals", () => {
  const series = [
    seriesOf({ __name__: "up", job: "a" }, [1, 1, 1], 2_000),
    seriesOf({ __name__: "up", job: "b" }, [1, 1, 1]),
  ];
  const remarkOn = (query: string) => {
    const known = { catalog: catalogOf(series), store: storeOf(series), planQuery: undefined };
    return lookAtQuery(query, known).remarks[0]?.text ?? "";
  };
  assert.match(remarkOn("rate(up[1s])"), /one each 5 s[^]*\[20s\]/);
  assert.match(remarkOn('rate(up{job="a"}[1s])'), /one each 2 s[^]*\[8s\]/);
});
