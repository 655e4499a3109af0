import assert from "node:assert/strict";
import { after, test } from "node:test";
import { connectPrometheus } from "../../src/capture/prometheus.ts";
import { retry } from "../../src/capture/retry.ts";
import { SourceError, type SourceErrorKind } from "../../src/capture/source-error.ts";
import type { PrometheusSource } from "../../src/core/plan.ts";
import type { Fault } from "../fakes/fault.ts";
import { fakePrometheus } from "../fakes/prometheus.ts";

const fake = await fakePrometheus();
after(() => fake.close());
const source: PrometheusSource = { url: fake.url, timeout: 10_000, every: 1_000 };
const client = connectPrometheus(source);
const hasty = connectPrometheus({ ...source, timeout: 40 });

async function failure(fault: Fault): Promise<SourceError> {
  fake.fault(() => fault);
  try {
    await (fault.kind === "hang" ? hasty : client).query("up", 1_000_000);
  } catch (error) {
    assert.ok(error instanceof SourceError, String(error));
    return error;
  } finally {
    fake.fault(() => ({ kind: "none" }));
  }
  return assert.fail("an answer in place of an error");
}

const html = "<html><h1>502 Bad Gateway</h1></html>";
const broken: readonly [string, Fault, SourceErrorKind, RegExp][] = [
  ["hangs", { kind: "hang" }, "timeout", /no answer within 0.04 s/],
  ["breaks off the connection", { kind: "drop" }, "connection", /socket hang up|ECONNRESET|closed/],
  ["breaks off its answer", { kind: "truncate" }, "connection", /broke off|aborted|ECONNRESET/],
  ["answers half a JSON", { kind: "half" }, "shape", /breaks off/],
  [
    "is a proxy with an error page",
    { kind: "status", status: 502, body: html },
    "refusal",
    /HTTP 502: 502 Bad Gateway/,
  ],
  ["answers an error page with 200", { kind: "status", status: 200, body: html }, "shape", /JSON/],
  [
    "says error with 200",
    { kind: "status", status: 200, body: '{"status":"error","errorType":"x","error":"y"}' },
    "refusal",
    /x: y/,
  ],
  ["answers other JSON", { kind: "status", status: 200, body: '{"ok":true}' }, "shape", /not of Prometheus/],
  [
    "answers data of another shape",
    { kind: "status", status: 200, body: '{"status":"success","data":{"resultType":"vector","result":[1]}}' },
    "shape",
    /metric/,
  ],
];

for (const [words, fault, kind, reason] of broken) {
  test(`query() throws words when the server ${words}`, async () => {
    const error = await failure(fault);
    assert.equal(error.kind, kind);
    assert.match(error.message, reason);
  });
}

test("query() throws words when nobody listens", async () => {
  const closed = connectPrometheus({ ...source, url: "http://127.0.0.1:9" });
  await assert.rejects(closed.query("up"), /ECONNREFUSED/);
});

test("query() keeps warnings and infos", async () => {
  fake.annotate({ warnings: ["half is missing"], infos: ["is this a counter?"] });
  const { warnings, infos } = await client.query("up", 1_000_000);
  fake.annotate({});
  assert.deepEqual([warnings, infos], [["half is missing"], ["is this a counter?"]]);
});

test("query() reads stamps in ms and values with their sentinels", async () => {
  const result = [{ metric: { a: "b" }, values: [[1.5, "NaN"], [2, "+Inf"], [3, "-Inf"], [4, "-0"], [5, "1e-07"]] }];
  fake.fault(() => ({
    kind: "status",
    status: 200,
    body: JSON.stringify({ status: "success", data: { resultType: "matrix", result } }),
  }));
  const [series] = (await client.query("x[5s]", 5_000)).result.series;
  fake.fault(() => ({ kind: "none" }));
  assert.deepEqual(series, {
    labels: { a: "b" },
    times: [1_500, 2_000, 3_000, 4_000, 5_000],
    values: [NaN, Infinity, -Infinity, -0, 1e-7],
    histograms: 0,
  });
});

test("query() counts native histograms and takes no number from them", async () => {
  const result = [{ metric: { a: "b" }, histograms: [[1, { count: "5", sum: "3" }]] }];
  fake.fault(() => ({
    kind: "status",
    status: 200,
    body: JSON.stringify({ status: "success", data: { resultType: "matrix", result } }),
  }));
  const [series] = (await client.query("x[5s]", 5_000)).result.series;
  fake.fault(() => ({ kind: "none" }));
  assert.deepEqual(series, { labels: { a: "b" }, times: [], values: [], histograms: 1 });
});

test("query() sends a long query by POST", async () => {
  const long = `up{x!="${"y".repeat(3_000)}"}`;
  const before = fake.asked.length;
  assert.equal((await client.query(long, 1_000_000)).result.series.length, 1);
  assert.equal(fake.asked.at(before), "/api/v1/query");
});

test("clock() tells the offset of the server to within half the round trip", async () => {
  const { offset, roundTrip } = await client.clock();
  assert.ok(Math.abs(offset) <= roundTrip / 2 + 1, `${offset} of ${roundTrip}`);
});

test("connectPrometheus() takes secrets from the environment and says which is missing", async () => {
  const asked: Record<string, string>[] = [];
  const effects = {
    now: () => 0,
    environment: (name: string) => ({ USER: "u", PASS: "p" })[name],
    readText: () => Promise.resolve(""),
    request: (question: { headers: Readonly<Record<string, string>> }) => {
      asked.push(question.headers);
      return Promise.resolve({ status: 200, type: "", text: '{"status":"success","data":[]}' });
    },
  };
  await connectPrometheus({ ...source, basic: { username: { env: "USER" }, password: { env: "PASS" } } }, effects)
    .metricNames();
  assert.equal(asked[0]?.["Authorization"], "Basic dTpw");
  await assert.rejects(
    connectPrometheus({ ...source, bearer: { env: "TOKEN" } }, effects).metricNames(),
    /"TOKEN" is not set/,
  );
});

test("retry() asks again after passing trouble, and not after a refused question", async () => {
  const pauses: number[] = [];
  const effects = { sleep: (duration: number) => Promise.resolve(void pauses.push(duration)), random: () => 0.5 };
  let calls = 0;
  const flaky = () => (++calls < 3 ? Promise.reject(new SourceError("timeout", "late")) : Promise.resolve("well"));
  assert.equal(await retry(flaky, 3, effects), "well");
  assert.deepEqual(pauses, [200, 400]);
  calls = 0;
  const refused = () => (calls++, Promise.reject(new SourceError("refusal", "parse error", { status: 400 })));
  await assert.rejects(retry(refused, 3, effects));
  assert.equal(calls, 1);
});
