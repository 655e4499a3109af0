import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { test } from "node:test";
import { promisify } from "node:util";
import { sessionOptions } from "../../src/promql/api/session-options.ts";
import { formatQueryData } from "../../src/promql/api/query-data.ts";
import { evaluateRange } from "../../src/promql/engine/evaluate.ts";
import { storeOf } from "../../src/promql/engine/store.ts";
import { readQuery } from "../../src/promql/read-query.ts";
import { fetchEnvelope } from "./archived/envelope.ts";
import { book, readCommitted } from "./archived/session.ts";
import { startBackfilled } from "./promql/backfilled.ts";

const run = promisify(execFile);

/** What `npm run export` writes and says. */
async function exported(folder: string): Promise<{ readonly file: string; readonly said: string }> {
  const file = join(folder, "session.om");
  const script = join(book, "scripts", "export.ts");
  const { stderr } = await run(process.execPath, [script, "latest", "--openmetrics", "--out", file, "--book", book]);
  return { file, said: stderr };
}

test("an exported session becomes blocks without complaint, every sample in them, the losses counted", async () => {
  const folder = await mkdtemp(join(tmpdir(), "drillbook-export-"));
  try {
    const { session: { series }, carried } = await readCommitted();
    const { file, said } = await exported(folder);
    const args = ["tsdb", "create-blocks-from", "openmetrics", file, join(folder, "data")];
    const { stdout, stderr } = await run("promtool", args);
    assert.equal(stderr, "");
    const [, ...blocks] = stdout.trim().split("\n");
    const column = (index: number) => blocks.reduce((sum, line) => sum + Number(line.split(/ {2,}/)[index]), 0);
    const samples = carried.reduce((sum, { times }) => sum + times.length, 0);
    assert.equal(column(4), samples);
    assert.equal(column(6), blocks.length * carried.length);
    const markers = series.reduce((sum, { stale }) => sum + (stale?.filter((flag) => flag === 1).length ?? 0), 0);
    assert.ok(markers > 0);
    assert.ok(said.startsWith(`${markers} staleness markers are lost`), said);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test("a Prometheus over an exported session answers the plan's queries as the engine does", async () => {
  const folder = await mkdtemp(join(tmpdir(), "drillbook-export-"));
  const { session, carried } = await readCommitted();
  const { file } = await exported(folder);
  const prometheus = await startBackfilled(await readFile(file, "utf8"));
  try {
    const store = storeOf(carried);
    assert.ok(session.answers.length > 3);
    for (const { query, start, end, step } of session.answers) {
      const asked = { query, start: String(start / 1_000), end: String(end / 1_000), step: `${step}ms` };
      const { status, body } = await fetchEnvelope(prometheus.url, `query_range?${new URLSearchParams(asked)}`);
      assert.equal(status, 200);
      const { value } = evaluateRange(readQuery(query), { start, end, step }, store, {
        ...sessionOptions(session),
        rules: 2,
      });
      const ours = JSON.parse(formatQueryData(value)) as { result: unknown[] };
      const theirs = JSON.parse(JSON.stringify(body).replace(/"number (.*?)"/g, "$1")) as { data: unknown };
      assert.deepEqual(ours, theirs.data, query);
      assert.ok(ours.result.length > 0, query);
    }
  } finally {
    await prometheus.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
