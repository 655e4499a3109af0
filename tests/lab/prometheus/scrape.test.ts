import assert from "node:assert/strict";
import { test } from "node:test";
import { formatLabels } from "../../../src/core/labels.ts";
import { createMemory } from "../../../src/lab/prometheus/memory.ts";
import { createScraper } from "../../../src/lab/prometheus/scrape.ts";
import { targetsOf } from "../../../src/lab/prometheus/target.ts";
import type { Rules } from "../../../src/promql/engine/options.ts";

/** What the target answers: a text, a whole response, or a failure of the network. */
type Answered = string | Response | Error;

/** A scraper of a target that gives these answers in turn, one a second; what it then has in memory. */
async function scrapeAll(answers: readonly Answered[], rules: Rules = 3) {
  const memory = createMemory();
  const [target] = targetsOf({
    port: 0,
    scrapeInterval: 1_000,
    evaluationInterval: 1_000,
    jobs: [{ name: "web", targets: ["127.0.0.1:80"] }],
    groups: [],
  });
  assert.ok(target);
  let now = 0;
  let elapsed = 0;
  const fetch = () => {
    const answer = answers[now / 1_000 - 1] ?? "";
    elapsed += 250;
    if (answer instanceof Error) return Promise.reject(answer);
    return Promise.resolve(answer instanceof Response ? answer : new Response(answer));
  };
  const scraper = createScraper(target, { memory, rules, fetch, now: () => now, elapsed: () => elapsed });
  for (let count = 1; count <= answers.length; count++) {
    now = count * 1_000;
    await scraper.scrape(now);
  }
  /** Each sample by its second, `†` for a marker: `1:5 2:†`. */
  const samples = (wanted: (name: string) => boolean) =>
    Object.fromEntries(
      memory.store.series.filter(({ labels }) => wanted(labels["__name__"] ?? "")).map((series) => [
        formatLabels(series.labels).replace('instance="127.0.0.1:80", job="web"', "…"),
        Array.from(series.times, (at, index) => `${at / 1_000}:${series.stale?.[index] ? "†" : series.values[index]}`)
          .join(" "),
      ]),
    );
  const isReport = (name: string) => name === "up" || name.startsWith("scrape_");
  return { scraper, exposed: samples((name) => !isReport(name)), reports: samples(isReport), memory };
}

test("scrape() keeps what a target exposes under its labels, and says how it went", async () => {
  const { exposed, reports, scraper } = await scrapeAll(["# TYPE a counter\n# HELP a Help.\na 1\nb 2\n", "a 3\nb 2\n"]);
  assert.deepEqual(exposed, { "a{…}": "1:1 2:3", "b{…}": "1:2 2:2" });
  assert.deepEqual(reports, {
    "up{…}": "1:1 2:1",
    "scrape_duration_seconds{…}": "1:0.25 2:0.25",
    "scrape_samples_scraped{…}": "1:2 2:2",
    "scrape_samples_post_metric_relabeling{…}": "1:2 2:2",
    "scrape_series_added{…}": "1:2 2:0",
  });
  assert.deepEqual(scraper.last(), { health: "up", error: "", at: 2_000, duration: 250 });
  assert.deepEqual([...scraper.metadata], [["a", { type: "counter", help: "Help.", unit: "" }]]);
});

test("scrape() marks the end of a series at the first scrape that lacks it, once", async () => {
  const { exposed, reports } = await scrapeAll(["a 1\nb 1\n", "a 2\n", "a 3\n", "a 4\nb 4\n"]);
  assert.deepEqual(exposed, { "a{…}": "1:1 2:2 3:3 4:4", "b{…}": "1:1 2:† 4:4" });
  assert.equal(reports["scrape_series_added{…}"], "1:2 2:0 3:0 4:1");
});

test("scrape() ends every series of a target that cannot be read, once; they are not new when it returns", async () => {
  const refused = new TypeError("fetch failed", { cause: new Error("connect ECONNREFUSED 127.0.0.1:80") });
  const { exposed, reports, scraper } = await scrapeAll([
    "a 1\n",
    refused,
    new Response("a 2\n", { status: 503 }),
    "a 4",
  ]);
  assert.deepEqual(exposed, { "a{…}": "1:1 2:† 4:4" });
  assert.equal(reports["up{…}"], "1:1 2:0 3:0 4:1");
  assert.equal(reports["scrape_samples_scraped{…}"], "1:1 2:0 3:0 4:1");
  assert.equal(reports["scrape_series_added{…}"], "1:1 2:0 3:0 4:0");
  assert.equal(scraper.last().health, "up");
});

const failures: readonly (readonly [answer: () => Answered, error: string])[] = [
  [
    () => new TypeError("fetch failed", { cause: new Error("socket hang up") }),
    'Get "http://127.0.0.1:80/metrics": socket hang up',
  ],
  [() => new DOMException("late", "TimeoutError"), 'Get "http://127.0.0.1:80/metrics": no answer within 1000 ms'],
  [() => new Response("", { status: 404, statusText: "Not Found" }), "server returned HTTP status 404 Not Found"],
  [() => new Response(Uint8Array.of(97, 0xff)), 'Get "http://127.0.0.1:80/metrics": the answer is not UTF-8'],
  [() => new Response("a 1\n".repeat(2_500_001)), "the body has more than 10000000 bytes"],
  [() => "a 1\nb\n", "line 2: expected a value, found the end of the line"],
  [
    () => new Response("a 1\n", { headers: { "Content-Type": "application/openmetrics-text; version=1.0.0" } }),
    "line 2: expected # EOF, found the end",
  ],
];

for (const [answer, error] of failures) {
  test(`scrape() fails as a whole: ${error}`, async () => {
    const { exposed, reports, scraper } = await scrapeAll(["b 0\n", answer()]);
    assert.deepEqual(exposed, { "b{…}": "1:0 2:†" });
    assert.equal(reports["up{…}"], "1:1 2:0");
    assert.equal(scraper.last().health, "down");
    assert.equal(scraper.last().error, error);
  });
}

test("scrape() counts what it read of an exposition that breaks off", async () => {
  const { reports, exposed } = await scrapeAll(["a 1\nb 1\nc 1\n", "a 2\nb 2\nc", "a 3\n"]);
  // As in Prometheus: "a" and "b" were read before it broke off, so they have not ended.
  assert.deepEqual(exposed, { "a{…}": "1:1 3:3", "b{…}": "1:1 3:†", "c{…}": "1:1 2:†" });
  assert.equal(reports["scrape_samples_scraped{…}"], "1:3 2:2 3:1");
});

test("scrape() renames labels of the exposition that are the target's", async () => {
  const { exposed } = await scrapeAll(['a{job="x",instance="y",exported_job="z"} 1\n']);
  assert.deepEqual(exposed, { 'a{exported_exported_job="x", exported_instance="y", exported_job="z", …}': "1:1" });
});

test("scrape() honours stamps of the exposition, and lets no marker end what has them", async () => {
  const { exposed } = await scrapeAll(["a 1 500\n", "a 2 400\n", "a 3 2500\n", "b 1 99999999\n", ""]);
  assert.deepEqual(exposed, { "a{…}": "0.5:1 2.5:3" });
});

test("scrape() keeps the first of two samples of one series", async () => {
  const { exposed, reports } = await scrapeAll(['a{x=""} 1\na 2\n']);
  assert.deepEqual(exposed, { "a{…}": "1:1" });
  assert.equal(reports["scrape_samples_scraped{…}"], "1:2");
});

test("scrape() writes bounds as floats by the rules of 3 only", async () => {
  const text = `# TYPE h histogram
h_bucket{le="1"} 1
h_bucket{le="0.5"} 1
h_bucket{le="+Inf"} 1
# TYPE s summary
s{quantile="1",le="1"} 1
# TYPE g gauge
g{le="1"} 1
`;
  assert.deepEqual(Object.keys((await scrapeAll([text], 3)).exposed), [
    'h_bucket{…, le="1.0"}',
    'h_bucket{…, le="0.5"}',
    'h_bucket{…, le="+Inf"}',
    's{…, le="1", quantile="1.0"}',
    'g{…, le="1"}',
  ]);
  assert.ok(Object.keys((await scrapeAll([text], 2)).exposed).includes('h_bucket{…, le="1"}'));
});
