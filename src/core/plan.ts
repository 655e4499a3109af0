import { z } from "zod";

const variableWords = 'Expected the name of an environment variable: letters, digits and "_"';

/** The name of an environment variable that holds a secret or a path; the value itself never enters a plan. */
export const environmentReference = z.strictObject({
  env: z.string({ error: variableWords }).regex(/^[A-Za-z_][A-Za-z0-9_]*$/, variableWords),
});

/** At most a hundred years: a sum with an instant is still one. */
const ms = z.number().nonnegative().max(100 * 31_536_000_000);
/** Of what happens again and again. */
const period = ms.min(1);

/** The id of a plan is a folder's name and a part of an address. */
const planId = z.string().regex(
  /^[A-Za-z0-9][\w.-]{0,100}$/,
  'Expected at most 101 letters, digits, ".", "-" or "_", a letter or digit first',
);

/** A Prometheus-compatible HTTP API and how to reach it. */
export const prometheusSource = z.strictObject({
  url: z.string(),
  headers: z.record(z.string(), environmentReference).optional(),
  basic: z.strictObject({ username: environmentReference, password: environmentReference }).optional(),
  bearer: environmentReference.optional(),
  ca: environmentReference.optional(),
  timeout: ms,
  every: period,
});

/** A Docker engine, usually a Swarm manager; `host` is written as in `DOCKER_HOST`. */
export const dockerSource = z.strictObject({
  name: z.string(),
  host: z.union([z.string(), environmentReference]),
  certPath: environmentReference.optional(),
  timeout: ms,
});

/** What a probe sends, how often, and which answers count as good. */
export const probeSource = z.strictObject({
  name: z.string(),
  url: z.string(),
  host: z.string().optional(),
  interval: period,
  timeout: ms,
  good: z.strictObject({
    /** Inclusive ranges of HTTP status codes. */
    status: z.array(z.tuple([z.number().int(), z.number().int()])),
    /** An answer slower than this is not good. */
    within: ms.optional(),
  }),
});

/** The unit of an objective's threshold or a panel's values. */
export const unit = z.enum(["seconds", "ratio", "bytes", "per second", "bytes per second", "count"]);

/** What an objective measures: a PromQL query with one series as its answer, or the recorder's own probe. */
export const indicator = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("promql"), query: z.string() }),
  z.strictObject({
    kind: z.literal("probe"),
    probe: z.string(),
    /** `good ratio`: share of requests answered well. `p50` to `p99`: latency of the answered ones, in seconds. */
    measure: z.enum(["good ratio", "p50", "p90", "p95", "p99"]),
  }),
]);

/** One promise of the SLA: the indicator must compare so with the threshold. */
export const objective = z.strictObject({
  id: z.string(),
  title: z.string(),
  /** The promise as a sentence: "mean response time below 200 ms, over 1 min". */
  words: z.string(),
  indicator,
  comparison: z.enum(["<", "<=", ">", ">="]),
  threshold: z.number(),
  unit,
  /** A violation shorter than this is not a breach. */
  for: ms,
});

/** One PromQL query shown beside the objectives. */
export const panel = z.strictObject({
  id: z.string(),
  title: z.string(),
  query: z.string(),
  unit,
  /** A label template such as `{{instance}}`. */
  legend: z.string().max(500).optional(),
});

/**
 * A plan with its presets expanded and durations in ms: what a session was recorded with.
 * The form that people write is `planSource` in `plan-source.ts`.
 */
export const plan = z.strictObject({
  id: planId,
  title: z.string(),
  description: z.string().optional(),
  sources: z.strictObject({
    prometheus: prometheusSource.optional(),
    docker: z.array(dockerSource),
    probes: z.array(probeSource),
  }),
  /** How often the Swarm's state is read. */
  swarmEvery: period,
  /** Resolution of range answers. */
  step: period,
  /** The start of each phase that is not judged. */
  warmup: ms,
  /** Share of an interval that must have been seen for a verdict of `pass`; ratio 0 to 1. */
  minimumCoverage: z.number().min(0).max(1),
  objectives: z.array(objective),
  panels: z.array(panel),
  /** Glob patterns of configuration files, relative to the book's root. */
  configs: z.array(z.string()),
  phases: z.array(z.string()),
});

export type EnvironmentReference = z.infer<typeof environmentReference>;
export type PrometheusSource = z.infer<typeof prometheusSource>;
export type DockerSource = z.infer<typeof dockerSource>;
export type ProbeSource = z.infer<typeof probeSource>;
export type Objective = z.infer<typeof objective>;
export type Panel = z.infer<typeof panel>;
export type Plan = z.infer<typeof plan>;
