import assert from "node:assert/strict";
import { test } from "node:test";
import { answerApi } from "../../../src/promql/api/answer-api.ts";
import { storeOf } from "../../../src/promql/engine/store.ts";
import { seriesOf } from "../../analysis/series-of.ts";
import { drillStart } from "../../fixtures/drill.ts";
import { ask, dataOf, errorOf, servedDrill } from "./served.ts";

const archive = servedDrill();
const seconds = drillStart / 1_000;

test("/api/v1/query without a time is asked at the session's end", () => {
  assert.equal(archive.interval.end, drillStart + 300_000);
  assert.equal(
    ask(archive, "/api/v1/query", 'query=up{job="odd"}').body,
    '{"status":"success","data":{"resultType":"vector","result":[{"metric":{"__name__":"up","job":"odd",' +
      `"service.name":"a\\u003cb"},"value":[${seconds + 300},"1e-07"]}]}}`,
  );
});

test("/api/v1/query takes a time, a lookback and forms", () => {
  const at = (query: string) =>
    dataOf<{ result: { value: unknown[] }[] }>(ask(archive, "/api/v1/query", query, "POST")).result;
  assert.deepEqual(at(`query=up{job="odd"}&time=${seconds + 292}.5`)[0]?.value, [seconds + 292.5, "NaN"]);
  assert.deepEqual(at(`query=up{job="odd"}&time=${seconds + 292}&lookback_delta=1s`), []);
});

test("/api/v1/query_range answers from start to end, both included", () => {
  const { result } = dataOf<{ result: { values: unknown[] }[] }>(
    ask(archive, "/api/v1/query_range", `query=vector(1)&start=${seconds}&end=${seconds + 1}&step=0.5`),
  );
  assert.deepEqual(result[0]?.values, [[seconds, "1"], [seconds + 0.5, "1"], [seconds + 1, "1"]]);
});

test("/api/v1/query tells warnings and infos with their place, and what was never recorded", () => {
  const body = JSON.parse(ask(archive, "/api/v1/query", "query=histogram_quantile(2, rate(foo_bucket[1m]))").body);
  assert.deepEqual(body.warnings, [
    "PromQL warning: quantile value should be between 0 and 1, got 2 (1:20)",
    "Drillbook: not all of foo_bucket was recorded; an archive holds what the queries of its plan select",
  ]);
  const infos = JSON.parse(ask(archive, "/api/v1/query", "query=rate(up[1m])").body).infos;
  assert.deepEqual(infos, [
    'PromQL info: metric might not be a counter, name does not end in _total/_sum/_count/_bucket: "up" (1:6)',
  ]);
});

test("limit cuts an answer and says so", () => {
  const { data, warnings } = JSON.parse(ask(archive, "/api/v1/query", "query=up&limit=1").body);
  assert.equal(data.result.length, 1);
  assert.deepEqual(warnings, ["results truncated due to limit"]);
  const whole = JSON.parse(ask(archive, "/api/v1/query", "query=up&limit=0").body);
  assert.ok(whole.data.result.length > 1);
  assert.equal(whole.warnings, undefined);
});

test("stats tells where the time went", () => {
  let now = 0;
  const request = { method: "GET", path: "/api/v1/query", params: new URLSearchParams("query=1&stats=all") } as const;
  const { stats } = JSON.parse(answerApi(archive, request, { now: () => (now += 5) }).body).data;
  assert.ok(stats.timings.execTotalTime > 0);
  assert.equal(stats.samples, undefined);
});

const refusals: readonly (readonly [path: string, query: string, error: string])[] = [
  [
    "query",
    "query=up&time=soon",
    `invalid parameter "time": invalid time value for 'time': cannot parse "soon" to a valid timestamp`,
  ],
  ["query", "query=up&timeout=x", 'invalid parameter "timeout": cannot parse "x" to a valid duration'],
  ["query", "query=up&lookback_delta=x", 'error parsing lookback delta duration: cannot parse "x" to a valid duration'],
  ["query", "query=up&limit=x", 'invalid parameter "limit": strconv.Atoi: parsing "x": invalid syntax'],
  ["query", "query=up&limit=-1", 'invalid parameter "limit": limit must be non-negative'],
  ["query", "query=sum(&limit=x", 'invalid parameter "limit": strconv.Atoi: parsing "x": invalid syntax'],
  ["query_range", "query=up", 'invalid parameter "start": cannot parse "" to a valid timestamp'],
  ["query_range", "query=up&start=1", 'invalid parameter "end": cannot parse "" to a valid timestamp'],
  [
    "query_range",
    "query=up&start=2&end=1&step=1",
    'invalid parameter "end": end timestamp must not be before start time',
  ],
  ["query_range", "query=up&start=1&end=2&step=x", 'invalid parameter "step": cannot parse "x" to a valid duration'],
  [
    "query_range",
    "query=up&start=1&end=2&step=0",
    'invalid parameter "step": zero or negative query resolution step widths are not accepted. Try a positive integer',
  ],
  [
    "query_range",
    "query=up&start=1&end=2&step=0.0001",
    'invalid parameter "step": zero or negative query resolution step widths are not accepted. Try a positive integer',
  ],
  [
    "query_range",
    "query=up&start=1&end=11002&step=1",
    "exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)",
  ],
  [
    "query_range",
    "query=up[1m]&start=1&end=2&step=1",
    'invalid parameter "query": invalid expression type "range vector" for range query, must be Scalar or instant Vector',
  ],
];

for (const [path, query, error] of refusals) {
  test(`/api/v1/${path}?${query} is refused in Prometheus' words`, () => {
    const answer = ask(archive, `/api/v1/${path}`, query);
    assert.equal(answer.status, 400);
    assert.equal(errorOf(answer), error);
  });
}

test("11,000 steps are not too many", () => {
  assert.equal(ask(archive, "/api/v1/query_range", "query=up&start=1&end=11001&step=1").status, 200);
});

test("a query that is no PromQL is bad data with its place", () => {
  const answer = ask(archive, "/api/v1/query", "query=sum(up");
  assert.equal(answer.status, 400);
  assert.match(errorOf(answer), /^invalid parameter "query": 1:\d+: parse error: /);
});

test("a query without an answer is an error of type execution", () => {
  const answer = ask(archive, "/api/v1/query", "query=up %2B on(x) up");
  assert.equal(answer.status, 422);
  assert.match(answer.body, /"errorType":"execution","error":"found duplicate series for the match group \{\}/);
});

test("a query that takes too long is an error of type timeout", () => {
  let now = 0;
  const params = new URLSearchParams({
    query: "quantile_over_time(0.5, up[1h:1s])",
    start: String(seconds),
    end: String(seconds + 300),
    step: "1",
    timeout: "10s",
  });
  const answer = answerApi(archive, { method: "GET", path: "/api/v1/query_range", params }, {
    now: () => (now += 20_000),
  });
  assert.equal(answer.status, 503);
  assert.match(answer.body, /"errorType":"timeout","error":"query timed out in /);
});

test("an answer that would not fit into a text is an error of type execution", () => {
  const series = Array.from({ length: 1_000 }, (_, index) => seriesOf({ __name__: "up", i: String(index) }, [[0, 1]]));
  const answer = ask(
    { ...archive, store: storeOf(series) },
    "/api/v1/query_range",
    "query=up&start=1&end=11000&step=1&lookback_delta=1d",
  );
  assert.equal(answer.status, 422);
  assert.equal(errorOf(answer), "the answer has 11000000 points, and at most 10000000 fit into one body");
});

test("/api/v1/query and query_range say that the session does not have the times asked for", () => {
  const warningsOf = (path: string, query: string) => JSON.parse(ask(archive, `/api/v1/${path}`, query).body).warnings;
  const lasts = "the session, which lasts from 2026-11-22 23:16:12 UTC to 2026-11-22 23:21:12 UTC";
  const [start, end] = [archive.interval.start, archive.interval.end].map((at) => new Date(at).toISOString());
  const late = `query=up&time=${seconds + 1e6}`;
  assert.deepEqual(warningsOf("query", late), [
    `Drillbook: the time asked for lies outside ${lasts}; ask with time=${end}`,
  ]);
  assert.deepEqual(warningsOf("query", `query=up&time=${seconds + 301}`)?.length, 1);
  assert.deepEqual(warningsOf("query_range", `query=up&start=${seconds}&end=${seconds + 900}&step=15`), [
    `Drillbook: the range asked for lies partly outside ${lasts}; ask with start=${start} and end=${end}`,
  ]);
  assert.equal(warningsOf("query_range", `query=up&start=${seconds - 15}&end=${seconds + 300}&step=15`), undefined);
  assert.equal(warningsOf("query", `query=1%2B1&time=${seconds + 1e6}`), undefined);
});

test("/api/v1/query refuses a function's older name as Prometheus 3 does, and knows it as Prometheus 2", () => {
  const query = "query=holt_winters(up[1m],0.5,0.5)";
  assert.equal(dataOf<{ result: unknown[] }>(ask(archive, "/api/v1/query", query)).result.length, 2);
  const newer = { ...archive, options: { ...archive.options, rules: 3 } } as const;
  assert.equal(
    errorOf(ask(newer, "/api/v1/query", query)),
    'invalid parameter "query": 1:1: parse error: unknown function with name "holt_winters"',
  );
});
