import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { type ArchiveServer, serveArchive } from "../../src/capture/archive-server.ts";
import type { Interval } from "../../src/core/time.ts";
import { servedArchiveOf } from "../../src/promql/api/served-archive.ts";
import { type Envelope, fetchEnvelope } from "./archived/envelope.ts";
import { readCommitted } from "./archived/session.ts";
import { type Backfilled, startBackfilled } from "./promql/backfilled.ts";

const run = promisify(execFile);
const promtool = async (...args: string[]) => (await run("promtool", ["query", ...args])).stdout.trim().split("\n");

let served: ArchiveServer;
let real: Backfilled;
let interval: Interval;
let queries: readonly string[];

// Both answer from the same samples: a real Prometheus from blocks, and the served archive.
before(async () => {
  const { session, carried } = await readCommitted();
  interval = { start: session.head.start, end: session.head.end ?? session.head.start };
  queries = session.answers.map(({ query }) => query);
  real = await startBackfilled(carried);
  served = await serveArchive(servedArchiveOf({ ...session, series: carried }), 0);
});
after(async () => {
  await served?.close();
  await real?.stop();
});

const encode = (parameters: Record<string, string>) => new URLSearchParams(parameters).toString();
const atEach = (share: number) => String((interval.start + share * (interval.end - interval.start)) / 1_000);

/** Asks both, and fails where status or body differ but for remarks, which Prometheus has since 2.44 and we have besides. */
async function same(address: string): Promise<void> {
  const [theirs, ours] = await Promise.all([fetchEnvelope(real.url, address), fetchEnvelope(served.url, address)]);
  assert.deepEqual(withoutRemarks(ours), theirs, decodeURIComponent(address));
}

function withoutRemarks({ status, body }: Envelope): Envelope {
  const { warnings: _, infos: __, ...rest } = body as Record<string, unknown>;
  return { status, body: rest };
}

test("a served archive answers the plan's queries with the envelope of a real Prometheus", async () => {
  assert.ok(queries.length > 3);
  for (const query of queries) {
    for (const share of [0, 0.2, 0.5001, 0.77, 1]) await same(`query?${encode({ query, time: atEach(share) })}`);
    const range = { start: atEach(0), end: atEach(1) };
    await same(`query_range?${encode({ query, ...range, step: "2" })}`);
    await same(`query_range?${encode({ query, ...range, step: "13500ms" })}`);
  }
});

test("a served archive writes numbers and texts as a real Prometheus does", async () => {
  const time = atEach(0.3);
  const texts = [
    "1e-7",
    "1e21",
    "vector(1e-7)",
    "vector(-1e21) * 1e5",
    "vector(NaN)",
    "-vector(0)",
    "Inf",
    '"a<b&c"',
    "time()",
  ];
  for (const query of texts) await same(`query?${encode({ query, time })}`);
  for (const query of ["up[20s]", "up offset 30s", "sum by (job) (up) > 5", "nothing", "sort_desc(up)"]) {
    await same(`query?${encode({ query, time })}`);
  }
  for (const time of ["1.5", "0.1", "-1.5", "2026-11-23T15:30:00Z", "2026-11-23T15:30:00.25+01:00", "1e9"]) {
    await same(`query?${encode({ query: "vector(1)", time })}`);
  }
  await same(`query_range?${encode({ query: "vector(0.1)", start: "0.1", end: "1", step: "0.3" })}`);
});

test("a served archive lists series and labels as a real Prometheus does", async () => {
  await same("labels");
  await same("label/__name__/values");
  await same("label/code/values");
  await same("label/nothing/values");
  await same(`labels?${encode({ "match[]": "up" })}`);
  await same(`label/job/values?${encode({ "match[]": 'up{job!="traefik"}' })}`);
  await same(`series?${encode({ "match[]": "up" })}`);
  await same(`series?${encode({ "match[]": '{code=~"5..",le="+Inf"}' })}&${encode({ "match[]": "up" })}`);
  await same(`series?${encode({ "match[]": "up", start: "1", end: "2" })}`);
  await same(`query_exemplars?${encode({ query: "up" })}`);
  await same(`format_query?${encode({ query: "sum(up)by(job)" })}`);
});

test("a served archive refuses in the words of a real Prometheus", async () => {
  const range = { query: "up", start: "1", end: "2", step: "1" };
  const addresses = [
    `query?${encode({ query: "sum(" })}`,
    `query?${encode({ query: "rate(up)", time: "5" })}`,
    `query?${encode({ query: "up", timeout: "x" })}`,
    `query?${encode({ query: 'up + on(x) {__name__=~".+"}', time: atEach(0.3) })}`,
    `query_range?${encode({ ...range, start: "" })}`,
    `query_range?${encode({ ...range, end: "0" })}`,
    `query_range?${encode({ ...range, step: "0" })}`,
    `query_range?${encode({ ...range, step: "x" })}`,
    `query_range?${encode({ ...range, step: "1e30" })}`,
    `query_range?${encode({ ...range, end: "1e9" })}`,
    "series",
    `series?${encode({ "match[]": "{}" })}`,
    `series?${encode({ "match[]": '{job=~".*"}' })}`,
    `labels?${encode({ "match[]": "{}" })}`,
    "metadata?limit=x",
    "rules?type=x",
  ];
  for (const address of addresses) await same(address);
});

test("promtool asks a served archive", async () => {
  const time = new Date(interval.end).toISOString();
  for (const url of [served.url, real.url]) {
    const instant = await promtool("instant", `--time=${time}`, url, "count by (job) (up)");
    assert.deepEqual(instant.sort(), [
      `{job="prometheus"} => 1 @[${interval.end / 1_000}]`,
      `{job="traefik"} => 1 @[${interval.end / 1_000}]`,
    ]);
  }
  const range = [`--start=${atEach(0.4)}`, `--end=${atEach(0.5)}`, "--step=10s"];
  const asked = ["sum(rate(traefik_entrypoint_requests_total[15s]))"];
  assert.deepEqual(
    await promtool("range", ...range, served.url, ...asked),
    await promtool("range", ...range, real.url, ...asked),
  );
  assert.deepEqual(
    await promtool("series", "--match=up", served.url),
    await promtool("series", "--match=up", real.url),
  );
  assert.deepEqual(await promtool("labels", served.url, "job"), ["prometheus", "traefik"]);
});
