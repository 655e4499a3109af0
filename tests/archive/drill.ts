import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compactRecording } from "../../src/archive/compact-fs.ts";
import type { DiskEffects } from "../../src/archive/disk-fs.ts";
import { createRecording, type Recording } from "../../src/archive/recording-fs.ts";
import type { Series } from "../../src/core/series.ts";
import type { SessionHead } from "../../src/core/session.ts";

/** The start of every drill of these tests. */
export const begin = Date.UTC(2026, 10, 22, 23, 16, 12);

/** A head as a recorder writes it first; its Prometheus address holds a password. */
export function makeHead(id = "2026-11-22T231612Z-worker-loss"): SessionHead {
  return {
    schemaVersion: 1,
    id,
    title: "Losing worker-1",
    plan: {
      id: "worker-loss",
      title: "Losing a worker",
      sources: {
        prometheus: { url: "http://me:hunter2@127.0.0.1:9090", timeout: 4_000, every: 15_000 },
        docker: [],
        probes: [],
      },
      swarmEvery: 1_000,
      step: 5_000,
      warmup: 0,
      minimumCoverage: 0.9,
      objectives: [],
      panels: [],
      configs: [],
      phases: [],
    },
    start: begin,
    status: "recording",
    versions: { drillbook: "0.1.0", runtime: "node 24.21.0", docker: {} },
    clockOffsets: [],
  };
}

/** `up` of one target, scraped every 5 s: `count` samples from number `from`. */
export function makeUp(from: number, count: number): Series {
  const numbers = Array.from({ length: count }, (_, index) => from + index);
  return {
    labels: { __name__: "up", job: "app", instance: "192.0.2.10:8080" },
    times: Float64Array.from(numbers, (number) => begin + 1_000 + 5_000 * number),
    values: Float64Array.from(numbers, () => 1),
    stale: undefined,
  };
}

/** The body of a range answer with the given points. */
export function makeBody(points: readonly (readonly [at: number, value: string])[], warnings?: string[]): unknown {
  const values = points.map(([at, value]) => [at / 1_000, value]);
  const result = [{ metric: { __name__: "up" }, values }];
  return { status: "success", data: { resultType: "matrix", result }, ...(warnings === undefined ? {} : { warnings }) };
}

/** Writes a small drill into the book and leaves it as it was when its recorder ended writing. */
export async function recordDrill(book: string, disk?: DiskEffects): Promise<Recording> {
  const recording = await createRecording(book, makeHead(), disk);
  await recording.appendFacts([
    { kind: "recorder", at: begin, event: "start" },
    { kind: "phase", at: begin, name: "baseline" },
    { kind: "mark", at: begin + 20_000, mark: "fault", label: "worker-1 halted" },
  ]);
  await recording.appendFacts([{
    kind: "swarm",
    at: begin + 21_000,
    source: "manager",
    object: "service",
    id: "s1",
    value: { ID: "s1", Spec: { Name: "minio", TaskTemplate: { Env: ["MINIO_ROOT_PASSWORD=hunter2"] } } },
  }]);
  await recording.appendSamples({ start: begin, end: begin + 15_000 }, [makeUp(0, 3)]);
  await recording.appendSamples({ start: begin + 10_000, end: begin + 40_000 }, [makeUp(2, 6)]);
  const part = { query: "up", start: begin, end: begin + 5_000, step: 5_000 };
  await recording.appendAnswerPart({ ...part, body: makeBody([[begin, "1"], [begin + 5_000, "1"]]) });
  await recording.appendAnswerPart({ ...part, query: "rate(x[1m])", body: makeBody([[begin, "NaN"]], ["careful"]) });
  await recording.writeAnswer("availability", [
    { ...part, body: makeBody([[begin, "1"], [begin + 5_000, "1"]]) },
    { ...part, start: begin + 10_000, end: begin + 10_000, body: makeBody([[begin + 10_000, "+Inf"]]) },
  ]);
  await recording.writeConfig("content/stacks/app.yml", "services:\n  minio:\n    password: hunter2\n");
  await recording.writeConfig("../outside/.env", "A=1\n");
  const activeTargets = [{ labels: { job: "app", instance: "192.0.2.10:8080" }, scrapeInterval: "5s" }];
  await recording.writeSelf("start", "targets", { status: "success", data: { activeTargets } });
  await recording.close();
  return recording;
}

/** A whole session in the book. */
export async function makeSession(book: string): Promise<string> {
  const { folder } = await recordDrill(book);
  await compactRecording(folder, { end: begin + 41_000, status: "complete" });
  return folder;
}

/** Runs with a folder of its own, which goes afterwards. */
export async function withBook(run: (book: string) => Promise<void>): Promise<void> {
  const book = await mkdtemp(join(tmpdir(), "drillbook-archive-"));
  try {
    await run(book);
  } finally {
    await rm(book, { recursive: true, force: true });
  }
}
