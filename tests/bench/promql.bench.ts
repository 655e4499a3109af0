import process from "node:process";
import { median } from "../../src/core/statistics.ts";
import { formatSuccess } from "../../src/promql/api/envelope.ts";
import { formatQueryData } from "../../src/promql/api/query-data.ts";
import { evaluateRange, type QueryRange } from "../../src/promql/engine/evaluate.ts";
import { compareLabels } from "../../src/promql/engine/label-set.ts";
import { storeOf } from "../../src/promql/engine/store.ts";
import { readQuery } from "../../src/promql/read-query.ts";
import { hasPrometheus, startBackfilled } from "../system/promql/backfilled.ts";
import { isUnexplained, tryQuery } from "../system/promql/trial.ts";
import { readRepetitions } from "./repetitions.ts";
import { makeWorkload } from "./workload.ts";

// How fast the engine answers, beside a Prometheus that holds the same samples, in turns within one run.
const usage = `Usage: node tests/bench/promql.bench.ts [REPETITIONS]

Asks each query REPETITIONS times (21 unless said) and prints medians; ends with 1 where a goal is missed or an answer differs.
`;
const repetitions = readRepetitions(usage, 21);
/** Rounds that are not counted: the runtime compiles what it has seen often. */
const warmUp = 10;
const goal = { engine: 2, answer: 5 };

/** Those whose cost is in rates carry the goals. */
const queries: readonly (readonly [query: string, isRate: boolean])[] = [
  ["queue_depth", false],
  ["rate(http_requests_total[1m])", true],
  ["sum by (path, code) (rate(http_requests_total[1m]))", true],
  ["histogram_quantile(0.95, sum by (le, path) (rate(http_request_duration_seconds_bucket[1m])))", true],
  ['sum(rate(http_requests_total{code=~"5.."}[5m])) / sum(rate(http_requests_total[5m]))', true],
  ["topk(5, sum by (instance, path) (rate(http_requests_total[1m])))", true],
  ["avg by (instance) (avg_over_time(temperature_celsius[5m]))", false],
  ["max_over_time(sum(rate(http_requests_total[1m]))[10m:15s])", true],
];

// In the order in which Prometheus holds series, by which it adds and chooses among equals.
const series = makeWorkload().sort((a, b) => compareLabels(a.labels, b.labels));
const samples = series.reduce((sum, { times }) => sum + times.length, 0);
const store = storeOf(series);
const start = Math.min(...series.map(({ times }) => times[0]!));
const range: QueryRange = { start, end: start + 4 * 3_600_000, step: 15_000 };

/** How long an evaluation takes, ms, and how long together with the JSON of its answer. */
function answer(query: string): [evaluated: number, answered: number] {
  const begun = performance.now();
  const { value } = evaluateRange(readQuery(query), range, store, { rules: 2 });
  const evaluated = performance.now();
  formatSuccess(formatQueryData(value));
  return [evaluated - begun, performance.now() - begun];
}

/** One request as a page makes it, read to its end, ms; how long Prometheus' engine took of it is in the answer. */
async function request(url: string, query: string): Promise<[http: number, engine: number]> {
  const parameters = new URLSearchParams({
    query,
    start: String(range.start / 1_000),
    end: String(range.end / 1_000),
    step: `${range.step}ms`,
    stats: "all",
  });
  const begun = performance.now();
  const text = await (await fetch(`${url}/api/v1/query_range?${parameters}`)).text();
  const http = performance.now() - begun;
  return [http, Number(/"execTotalTime":([^,}]+)/.exec(text)?.[1]) * 1_000];
}

/** Times by query, one list for each of: evaluation, evaluation with JSON, Prometheus' engine, its HTTP answer. */
const times = queries.map((): [number[], number[], number[], number[]] => [[], [], [], []]);
const prometheus = await hasPrometheus() ? await startBackfilled(series) : undefined;
let missed = 0;
try {
  for (let repetition = -warmUp; repetition < repetitions; repetition++) {
    // One after the other, so that what Prometheus' answers leave behind is not collected on our time, which begins untimed.
    answer(queries[1]![0]);
    const ours = queries.map(([query]) => answer(query));
    for (const [index, [query]] of queries.entries()) {
      const [http = NaN, engine = NaN] = prometheus === undefined ? [] : await request(prometheus.url, query);
      if (repetition < 0) continue;
      [...ours[index]!, engine, http].forEach((ms, column) => times[index]![column]!.push(ms));
    }
  }
  const against = prometheus === undefined
    ? 'no Prometheus beside it: it is not on PATH (Debian\'s package "prometheus")'
    : `beside Prometheus ${prometheus.version}`;
  console.log(`PromQL, ${series.length} series, ${samples} samples, 4 h at a step of 15 s, ${against}
  medians of ${repetitions} in ms; goals for rates: ${goal.engine} times its engine, ${goal.answer} times its HTTP answer
   engine    ours   times     HTTP    ours   times  agree                  query`);
  for (const [index, [query, isRate]] of queries.entries()) {
    const [evaluated, answered, engine, http] = times[index]!.map((list) => median(list) ?? NaN) as [
      number,
      number,
      number,
      number,
    ];
    const [engineRatio, answerRatio] = [engine / evaluated, http / answered];
    if (isRate && (engineRatio < goal.engine || answerRatio < goal.answer)) missed++;
    const figures = [[engine, evaluated, engineRatio], [http, answered, answerRatio]].map((row) =>
      row.map((figure) => (Number.isNaN(figure) ? "–" : figure.toFixed(1)).padStart(7)).join(" ")
    );
    console.log(`  ${figures.join("  ")}  ${(await agreement(query)).padEnd(22)} ${query}`);
  }
} finally {
  await prometheus?.stop();
}
if (missed > 0) {
  console.log(`${missed} queries miss a goal or differ`);
  process.exitCode = 1;
}

/** How many points are equal to Prometheus' bit for bit; counts as missed where some differ and no known change explains it. */
async function agreement(query: string): Promise<string> {
  if (prometheus === undefined) return "";
  const trial = await tryQuery(prometheus.url, store, query, { kind: "range", ...range });
  const { points, equal, differences } = trial.comparison;
  if (isUnexplained(trial)) missed++;
  if (differences.length === 0) return `${points}, ${equal} in each bit`;
  return trial.explanation === undefined ? `DIFFERS: ${differences[0]?.text}` : `but for "${trial.explanation.name}"`;
}
