import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { CountsDetail, ObjectiveReport, Report } from "../../../src/analysis/report.ts";
import { planId, writeBook } from "../lab/book.ts";
import { command, expectCommand, startRecorder } from "../lab/commands.ts";
import { site } from "../lab/layout.ts";
import { requestOnce, startLoad } from "../lab/load.ts";
import { queryPrometheus } from "../lab/prometheus.ts";
import { until } from "../lab/until.ts";

const errors = `traefik_entrypoint_requests_total{entrypoint="web",code="500"}`;
const burst = 6;
let book: string;
let seenByPrometheus: number;
let objective: ObjectiveReport;
let counts: CountsDetail;

before(async () => {
  assert.deepEqual(await queryPrometheus(errors), [], "the proxy has failed before: raise the lab anew");
  book = await mkdtemp("/tmp/dbk-births-");
  await writeBook(book);
  const load = startLoad(250);
  const recorder = startRecorder([planId, "--book", book, "--phase", "errors"], path.join(book, "capture.log"));
  await sleep(10_000);
  await untilJustScraped();
  await Promise.all(Array.from({ length: burst }, () => requestOnce(`${site.url}cgi-bin/fail`, 5_000)));
  await sleep(8_000);
  await expectCommand("capture", ["stop", "--book", book]);
  assert.equal(await recorder.ended, 0, `see ${book}/capture.log`);
  await load.stop();
  const [told] = await queryPrometheus(`sum(increase(${errors}[30s]))`);
  seenByPrometheus = Number(told?.value[1] ?? 0);
  const { stdout, stderr } = await command("report", ["latest", "--book", book, "--format", "json"]);
  assert.ok(stdout !== "", stderr);
  const found = (JSON.parse(stdout) as Report).objectives.find(({ objective }) => objective.id === "error-rate");
  assert.ok(found !== undefined);
  objective = found;
  const detail = found.overall.details.find((detail) => detail.kind === "counts");
  assert.ok(detail !== undefined, "the report does not count errors from the raw samples");
  counts = detail;
});

after(async () => await rm(book, { recursive: true, force: true }));

/** Waits for a moment well before the next scrape, so that the burst falls between two. */
async function untilJustScraped(): Promise<void> {
  await until(
    "Prometheus has just scraped the proxy",
    async () => {
      const [last] = await queryPrometheus(`timestamp(up{job="traefik"})`);
      const age = Date.now() - Number(last?.value[1]) * 1_000;
      return age > 100 && age < 800;
    },
    10_000,
    50,
  );
}

test("Prometheus itself sees none of the errors that a series was born with", () => {
  assert.equal(seenByPrometheus, 0);
});

test("the report counts every one of them from the raw samples", () => {
  assert.equal(counts.bad, burst);
  assert.equal(counts.unseen, burst);
  assert.ok(counts.born.some((labels) => labels.includes(`code="500"`)), counts.born.join("\n"));
});

test("the verdict is the raw samples', and the report says that the plan's query differs", () => {
  assert.equal(objective.overall.verdict, "fail");
  assert.ok(objective.doubts.length > 0);
});
