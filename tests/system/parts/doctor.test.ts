import assert from "node:assert/strict";
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import { planId, writeBook } from "../lab/book.ts";
import { command } from "../lab/commands.ts";
import { site } from "../lab/layout.ts";
import { requestOnce } from "../lab/load.ts";

let book: string;

before(async () => {
  book = await mkdtemp("/tmp/dbk-doctor-");
  await writeBook(book);
  await copyFile(path.join(import.meta.dirname, "spoilt.yaml"), path.join(book, "content", "plans", "spoilt.yaml"));
  // Metrics by entrypoint and code are born with the first request.
  await requestOnce(site.url, 2_000);
});

after(async () => await rm(book, { recursive: true, force: true }));

/** What the doctor says, its lines joined. */
async function doctor(plan: string): Promise<{ code: number; text: string }> {
  const { code, stdout, stderr } = await command("doctor", [plan, "--book", book]);
  return { code, text: (stdout + stderr).replace(/\s+/g, " ") };
}

test("a sound plan is ready: every source answered, every query has its metrics", async () => {
  const { code, text } = await doctor(planId);
  assert.equal(code, 0, text);
  assert.match(text, /Prometheus at \S+ answers: version 2\.\d+/);
  for (const node of ["manager", "worker-1", "worker-2"]) assert.match(text, new RegExp(`"${node}" answers: version`));
  assert.match(text, /answered 200/);
  assert.match(text, /3 configuration files/);
});

test("an imported dashboard's mistakes are each named, with what mends them", async () => {
  const { code, text } = await doctor("spoilt");
  assert.equal(code, 1, text);
  for (
    const part of [
      `"traefik_request_duration_seconds_sum" does not exist; did you mean "traefik_entrypoint_request_duration_seconds_sum"`,
      `"traefik_entrypoint_requests_total" is a counter used without rate or increase`,
      "not the histogram's own count",
      "[3s] is shorter than two scrapes",
      "0.25 lies between the bounds 0.2 and 0.3",
      "--metrics.prometheus.buckets=0.005,0.01,0.025,0.05,0.1,0.2,0.25,0.3,1.2,5,30",
      `"nobody" does not answer`,
    ]
  ) assert.ok(text.includes(part), `${part}\n${text}`);
});
