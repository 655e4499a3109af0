import { z } from "zod";
import {
  durationBetween,
  writtenDuration,
  writtenRatio,
  writtenStatus,
  writtenThreshold,
  writtenUrl,
} from "./plan-values.ts";
import { environmentReference, unit } from "./plan.ts";
import { presetSource } from "./preset-source.ts";

const secret = environmentReference.describe("The name of an environment variable; the value never enters a plan");
const text = z.string({ error: "Expected some text" }).min(1, "Expected some text");

const prometheusAccess = "take them out, and add the line " +
  "basic: { username: { env: PROMETHEUS_USER }, password: { env: PROMETHEUS_PASSWORD } }";
const probeAccess = "a probe sends a plain GET without credentials, as a stranger would; " +
  "ask for a page that needs no login, or count its refusal as good with good: { status: 401 }";

const prometheus = z.strictObject({
  url: writtenUrl(prometheusAccess).describe("Base URL of a Prometheus-compatible HTTP API"),
  headers: z.record(z.string(), secret).optional().describe("Extra request headers"),
  basic: z.strictObject({ username: secret, password: secret }).optional().describe("Basic authentication"),
  bearer: secret.optional().describe("Bearer token"),
  ca: secret.optional().describe("The variable that holds the path of a CA certificate"),
  timeout: durationBetween("1ms").default(10_000).describe("Of one request; 10s unless said"),
  every: durationBetween("1s", "15s").default(15_000).describe(
    "How often samples are fetched while recording; 15s at most",
  ),
});

const hostWords =
  'Expected a Docker host such as "unix:///var/run/docker.sock" or "tcp://10.0.0.2:2376", or { env: NAME }';

const docker = z.strictObject({
  name: text.describe("How the report calls this engine"),
  host: z.union([z.string().regex(/^(unix|tcp|http|https|ssh):\/\//, hostWords), environmentReference], {
    error: hostWords,
  }),
  certPath: secret.optional().describe("The variable that holds the folder of ca.pem, cert.pem and key.pem"),
  timeout: durationBetween("1ms").default(800).describe("Of one request; 800ms unless said"),
});

const probe = z.strictObject({
  name: text.describe("How objectives and the report call this probe"),
  url: writtenUrl(probeAccess).describe("What is requested"),
  host: text.optional().describe("The Host header, when it differs from the URL's"),
  interval: durationBetween("10ms").default(250).describe(
    "Between two requests, whether or not they are answered; 250ms unless said",
  ),
  timeout: durationBetween("1ms").default(60_000).describe("After which a request counts as failed; 60s unless said"),
  good: z.strictObject({
    status: writtenStatus.default([[200, 399]]).describe("Status codes that are good; 200-399 unless said"),
    within: writtenDuration.optional().describe("A slower answer is not good"),
  }).default({ status: [[200, 399]] }).describe("Which answers count as good"),
});

const comparison = z.enum(["<", "<=", ">", ">=", "below", "at most", "above", "at least"]);

const objectiveSource = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'Expected lower-case letters, digits and "-"').optional(),
  title: text,
  words: text.optional().describe("The promise as a sentence; made from the rest unless said"),
  query: text.optional().describe("A PromQL query with one series as its answer"),
  probe: text.optional().describe("The name of a probe"),
  measure: z.enum(["good ratio", "p50", "p90", "p95", "p99"]).optional().describe("Of a probe; good ratio unless said"),
  comparison: comparison.optional().describe('"<" unless said; ">=" for a probe\'s good ratio'),
  threshold: writtenThreshold,
  unit: unit.optional(),
  for: writtenDuration.default(0).describe("A violation shorter than this is not a breach"),
});

const panelSource = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'Expected lower-case letters, digits and "-"').optional(),
  title: text,
  query: text,
  unit: unit.default("count"),
  legend: text.optional().describe("A label template such as {{instance}}"),
});

/** The form of a plan as people write it, each value by itself; `planSource` checks that they fit together. */
export const planForm = z.strictObject({
  title: text,
  description: text.optional(),
  sources: z.strictObject({
    prometheus: prometheus.optional(),
    docker: z.array(docker).default([]).describe("Swarm managers, the first one asked first"),
    probes: z.array(probe).default([]),
  }),
  swarm: z.strictObject({
    every: durationBetween("250ms").default(1_000).describe(
      "How often the Swarm's state is read; 1s unless said, 250ms at least",
    ),
  }).default({ every: 1_000 }),
  preset: presetSource.optional().describe("Ready objectives and panels"),
  objectives: z.array(objectiveSource).default([]),
  panels: z.array(panelSource).default([]),
  configs: z.array(text).default([]).describe("Globs of configuration files, from the book's root"),
  phases: z.array(text).default([]).describe("The phases that are expected, in order"),
  warmup: writtenDuration.default(0).describe("The start of each phase that is not judged; 0s unless said"),
  step: durationBetween("1s").default(5_000).describe("Resolution of range answers; 5s unless said"),
  minimumCoverage: writtenRatio.default(0.9).describe(
    "Share of an interval that must be seen to pass; 0.9 unless said",
  ),
});

/** What a written plan says: durations in ms, thresholds in base units, defaults filled in. */
export type PlanSource = z.output<typeof planForm>;
export type ObjectiveSource = z.output<typeof objectiveSource>;
export type PanelSource = z.output<typeof panelSource>;
