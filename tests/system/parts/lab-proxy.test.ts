import assert from "node:assert/strict";
import path from "node:path";
import process from "node:process";
import { before, test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import type { Sight } from "../proxy/ask.ts";
import type { ByLabEngine } from "../proxy/by-lab-engine.ts";
import type { ProxyRecord, SideBySide } from "../proxy/side-by-side.ts";
import { wishes } from "../proxy/wishes.ts";
import { findParts } from "../lab/parts.ts";
import { run } from "../lab/shell.ts";

/** Everything that runs in them ends with the first process, and they with that. */
const namespaces = ["--net", "--pid", "--fork", "--kill-child=SIGKILL", "--mount-proc"];

/** Runs a script of `tests/system/proxy` there, with the real Traefik's path, and answers what it prints. */
async function runApart<Result>(script: string): Promise<Result> {
  const { traefik } = await findParts();
  const file = path.join(import.meta.dirname, "..", "proxy", script);
  const { stdout } = await run`unshare ${namespaces} ${process.execPath} ${file} ${traefik}`;
  return JSON.parse(stdout) as Result;
}

let real: ProxyRecord;
let own: ProxyRecord;

before(async () => {
  ({ real, own } = await runApart<SideBySide>("side-by-side.ts"));
});

const turns = Array.from({ length: 9 }, (_, turn) => `turn ${turn}`);

test("clients see the same of the lab's proxy and of Traefik, whatever becomes of a request", async () => {
  const titles = Object.keys(real.sights).filter((title) => !turns.includes(title));
  assert.ok(titles.length > Object.keys(wishes).length);
  const differing = titles.filter((title) => !isDeepStrictEqual(own.sights[title], real.sights[title]));
  if (differing.length === 0) return;
  // On a busy machine one of some twenty runs differs in one place; what differs twice is no accident.
  const again = await runApart<SideBySide>("side-by-side.ts");
  for (const title of differing) assert.deepEqual(again.own.sights[title], again.real.sights[title], title);
});

test("both tell the same of themselves at every moment, in the same order, but for what a clock tells", () => {
  assert.ok(Object.keys(real.metrics).length > 5);
  for (const [moment, lines] of Object.entries(real.metrics)) {
    const told = own.metrics[moment] ?? [];
    assert.ok(lines.length > 5, moment);
    assert.deepEqual(told.filter((line) => !lines.includes(line)), [], `only the lab's proxy, ${moment}`);
    assert.deepEqual(lines.filter((line) => !told.includes(line)), [], `only Traefik, ${moment}`);
    assert.ok(told.join("\n") === lines.join("\n"), `the order differs ${moment}`);
  }
});

test("Traefik answers as the lab's manners say", () => {
  const expected = {
    "a request": 200,
    "no router": 404,
    "no task": 404,
    "no server": 503,
    refused: 502,
    "no answer": 502,
    silent: 504,
    "an answer that is no HTTP": 500,
    "a kept connection that breaks": 200,
    "a kept connection that breaks under a POST": 502,
    "an answer that breaks off": undefined,
    "on a connection to a dead host": undefined,
    "to a dead host anew": 504,
    "without an engine": 200,
  };
  const seen = Object.keys(expected).map((title) => [title, statusOf(real.sights[title])]);
  assert.deepEqual(Object.fromEntries(seen), expected);
});

test("both count a request that hangs when it ends, as 499 when the client gave it up", () => {
  const count = (record: ProxyRecord, moment: string) =>
    Number(
      valueOf(
        record,
        moment,
        'traefik_service_requests_total{code="499",method="GET",protocol="http",service="album@swarm"}',
      ) ?? 0,
    );
  for (const record of [real, own]) {
    assert.equal(count(record, "while a request hangs"), count(record, "after the requests"));
    assert.equal(count(record, "after it was given up"), count(record, "after the requests") + 1);
  }
});

test("both give each server of a service its turn", () => {
  for (const { sights } of [real, own]) {
    for (const round of [0, 3, 6]) {
      const replicas = turns.slice(round, round + 3).map((turn) => headersOf(sights[turn]).join());
      assert.equal(new Set(replicas).size, 3, replicas.join("\n"));
    }
  }
});

test("both tell of a route that vanished once more, and then no longer", () => {
  const line = 'traefik_service_requests_total{code="504",method="GET",protocol="http",service="halfdead@swarm"}';
  for (const record of [real, own]) {
    assert.equal(valueOf(record, "after the route vanished", line), "1");
    assert.equal(valueOf(record, "after that was told", line), undefined);
  }
});

test("a real Traefik that reads the lab's Engine API sends requests to each of its running tasks", async () => {
  const { told, asked } = await runApart<ByLabEngine>("by-lab-engine.ts");
  assert.equal(told.length, 6);
  assert.deepEqual(asked.toSorted(), told.toSorted());
});

function statusOf(sight: Sight | undefined): number | undefined {
  return sight?.kind === "answer" ? sight.status : undefined;
}

function headersOf(sight: Sight | undefined): readonly string[] {
  return sight?.kind === "answer" ? sight.headers : [];
}

/** The value of the first series whose line begins so. */
function valueOf(record: ProxyRecord, moment: string, start: string): string | undefined {
  return record.metrics[moment]?.find((line) => line.startsWith(start))?.split(" ").at(-1);
}
