import assert from "node:assert/strict";
import { cp, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { readSession } from "../../src/archive/session-fs.ts";
import { verifySession } from "../../src/archive/verify-fs.ts";
import type { Session } from "../../src/core/session.ts";
import { fakeBook } from "../fakes/book.ts";
import { fakeDocker } from "../fakes/docker.ts";
import { fakePrometheus } from "../fakes/prometheus.ts";
import { fakeWeb } from "../fakes/web.ts";
import { filesBelow } from "../site/built-book.ts";
import { type Ending, root, runDeno, runNode, type RunOptions } from "./task.ts";

const runtimes = { node: runNode, deno: runDeno } as const;
let session = "";

before(async () => {
  const [first] = (await readdir(join(root, "content", "sessions"))).sort();
  session = first ?? "";
});

async function both(name: string, args: readonly string[], options?: RunOptions): Promise<[Ending, Ending]> {
  return [await runNode(name, args, options), await runDeno(name, args, options)];
}

for (const format of ["text", "json", "junit"]) {
  test(`report says the same under Node and Deno, as ${format}`, async () => {
    const [node, deno] = await both("report", [session, "--format", format]);
    assert.ok(node.output.length > 1_000, node.output);
    assert.deepEqual(deno, node);
  });
}

test("report judges by another plan's objectives under Node and Deno, and leaves the session as it was", async () => {
  const [before] = await both("verify", [session]);
  const [node, deno] = await both("report", [session, "--objectives", "content/plans/worker-loss.yaml"]);
  assert.match(node.output, /Judged again, by the objectives of worker-loss\.yaml/);
  assert.ok(node.code !== null && node.code <= 2, node.output);
  assert.deepEqual(deno, node);
  const [after] = await both("verify", [session]);
  assert.deepEqual(after, before);
});

test("verify says the same under Node and Deno", async () => {
  const [node, deno] = await both("verify", [session]);
  assert.equal(node.code, 0, node.output);
  assert.match(node.output, /7 of 7 of Prometheus' answers are reproduced from the archived samples/);
  assert.deepEqual(deno, node);
});

for (const format of ["table", "json", "csv"]) {
  test(`query answers the same under Node and Deno, as ${format}`, async () => {
    const [node, deno] = await both("query", [session, "up", "--start", "-30s", "--format", format]);
    assert.equal(node.code, 0, node.output);
    assert.match(node.output, /traefik/);
    assert.deepEqual(deno, node);
  });
}

test("query shows the place of a mistake, and ends as usage", async () => {
  const [node, deno] = await both("query", [session, "rate(up)"]);
  assert.equal(node.code, 64);
  assert.match(node.output, /^Cannot read the query: 1:6: parse error: .*\n {2}rate\(up\)\n {7}\^\^\n$/);
  assert.deepEqual(deno, node);
});

test("a file outside of the book is written by Node, and under Deno a sentence says what to do", async () => {
  const outside = await mkdtemp(join(tmpdir(), "drillbook-outside-"));
  after(() => rm(outside, { recursive: true, force: true }));
  const path = join(outside, "samples.om");
  const [node, deno] = await both("export", [session, "--openmetrics", "--out", path]);
  assert.equal(node.code, 0, node.output);
  assert.equal(deno.code, 64, deno.output);
  assert.match(
    deno.output,
    /^Cannot write ".*samples\.om": under Deno this command may write only inside this book: /m,
  );
});

test("bench names what it measures", async () => {
  const [node, deno] = await both("bench", ["nothing"]);
  assert.deepEqual(node, {
    code: 64,
    output: 'Cannot measure "nothing": there are samples, samples-deno, recorder, promql, explore\n',
  });
  assert.deepEqual(deno, node);
});

test("query ends with 2 when the archive cannot tell", async () => {
  const { code, output } = await runNode("query", [session, "traefik_config_reloads_total"]);
  assert.equal(code, 2, output);
});

test("export writes the same under Node and Deno", async () => {
  const [node, deno] = await both("export", [session, "--openmetrics"]);
  assert.equal(node.code, 0);
  const linesOf = ({ output }: Ending) => output.split("\n").sort();
  assert.ok(linesOf(node).includes("# EOF"));
  assert.deepEqual(linesOf(deno), linesOf(node));
});

test("serve-archive answers until it is told to end, under Node and Deno", async () => {
  for (const run of Object.values(runtimes)) {
    const { code, output } = await run("serve-archive", [session, "--port", "0"], {
      async begun(print, end) {
        for (let tries = 0; !print().includes("Ctrl-C"); tries++) {
          assert.ok(tries < 400, `it does not begin: ${print()}`);
          await sleep(50);
        }
        const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(print()) ?? [];
        const answer = await fetch(`${url}/api/v1/query?query=up`);
        assert.match(await answer.text(), /^\{"status":"success"/);
        end("SIGINT");
      },
    });
    assert.equal(code, 0, output);
    assert.match(output, /Ended\n$/);
  }
});

test("build writes the same bytes under Node and Deno", async () => {
  const out = await mkdtemp(join(tmpdir(), "drillbook-runtimes-"));
  after(() => rm(out, { recursive: true, force: true }));
  for (const [name, run] of Object.entries(runtimes)) {
    const { code, output } = await run("build", []);
    assert.equal(code, 0, output);
    await cp(join(root, "dist"), join(out, name), { recursive: true });
  }
  const files = await filesBelow(join(out, "node"));
  assert.ok(files.includes(`sessions/${session}/index.html`));
  assert.deepEqual(await filesBelow(join(out, "deno")), files);
  for (const file of files) {
    const [node, deno] = await Promise.all(["node", "deno"].map((name) => readFile(join(out, name, file))));
    assert.ok(node !== undefined && deno?.equals(node), `${file} differs`);
  }
});

test("capture records the same under Node and Deno, steered by mark, phase and stop", async () => {
  const [node, deno] = [await record("node"), await record("deno")];
  assert.deepEqual(deno, node);
});

/** What a short recording from fakes holds, without its instants. */
async function record(runtime: keyof typeof runtimes) {
  const run = runtimes[runtime];
  const [prometheus, docker, web] = await Promise.all([fakePrometheus(), fakeDocker(), fakeWeb()]);
  const { book, remove } = await fakeBook({ prometheus: prometheus.url, docker: [docker.url], web: web.url });
  const steer = async (name: string, ...args: string[]) => {
    const { code, output } = await run(name, args, { cwd: book });
    assert.equal(code, 0, output);
  };
  try {
    const begun = async (print: () => string) => {
      for (let tries = 0; !print().includes("baseline"); tries++) {
        assert.ok(tries < 400, `the recorder does not begin: ${print()}`);
        await sleep(50);
      }
      await steer("mark", "worker-1 halted", "--fault");
      await steer("phase", "one worker");
      await sleep(2_500);
      await steer("capture", "stop");
    };
    const { code, output } = await run("capture", ["drill", "--phase", "baseline"], { cwd: book, begun });
    assert.equal(code, 0, output);
    const [id = ""] = await readdir(join(book, "content", "sessions"));
    const folder = join(book, "content", "sessions", id);
    assert.deepEqual((await verifySession(folder)).problems, []);
    return contentsOf(await readSession(folder));
  } finally {
    await Promise.all([prometheus.close(), docker.close(), web.close(), remove()]);
  }
}

function contentsOf({ head, facts, series, answers, configs, files }: Session) {
  return {
    status: head.status,
    objectives: head.plan.objectives,
    labels: facts.filter(({ kind }) => kind === "phase" || kind === "mark").map(({ at: _, ...rest }) => rest),
    kinds: [...new Set(facts.map(({ kind }) => kind))].sort(),
    tasks: facts.filter((fact) => fact.kind === "swarm").map(({ object, id }) => `${object} ${id}`).sort(),
    series: series.map(({ labels }) => labels),
    queries: answers.map(({ query, error }) => [query, error]),
    configs: configs.map(({ path }) => path),
    files: files.map(({ path }) => path),
  };
}
