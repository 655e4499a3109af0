import { z } from "zod";
import { shareFault, writtenDuration, writtenThreshold } from "./plan-values.ts";

const isDuration = { error: 'Expected a duration such as "200ms"' };
const isShare = { error: 'Expected a share such as "99%"' };
const text = z.string({ error: "Expected some text" }).min(1, "Expected some text");

const seconds = writtenThreshold.refine((threshold) => threshold.unit === "seconds", isDuration);
const errorRate = writtenThreshold.check(({ value, issues }) => {
  const message = shareFault(value, "bad");
  if (message !== undefined) issues.push({ code: "custom", continue: true, input: value, message });
});

const answers = z.union([
  writtenThreshold.transform((threshold) => ({ threshold, title: undefined })),
  z.strictObject({ threshold: writtenThreshold, title: text.optional() }),
], isShare).check(({ value, issues }) => {
  const message = shareFault(value.threshold, "good");
  if (message !== undefined) issues.push({ code: "custom", continue: true, input: value, message });
});

/** Ready objectives and panels for a Traefik of a given major version, as people write it. */
export const presetSource = z.strictObject({
  traefik: z.union([z.literal(1), z.literal(2), z.literal(3)], {
    error: "Expected Traefik's major version: 1, 2 or 3",
  }),
  by: z.enum(["entrypoint", "backend", "service"]).default("entrypoint").describe(
    "Which metrics: entrypoint, service (Traefik 2 and 3) or backend (Traefik 1)",
  ),
  name: text.optional().describe("Only this entrypoint, service or backend; all together unless said"),
  window: writtenDuration.refine((window) => window > 0, "Expected a window longer than 0s").default(60_000).describe(
    "Over which rates are taken; 1m unless said",
  ),
  responseTime: seconds.optional().describe("The mean response time must be below this"),
  errorRate: errorRate.optional().describe("The share of 50x answers must be below this"),
  answers: answers.optional().describe("Share of each probe's requests that must be answered well; 99% unless said"),
}).check((context) => {
  const { traefik, by } = context.value;
  const right = traefik === 1 ? "backend" : "service";
  if (by === "entrypoint" || by === right) return;
  context.issues.push({
    code: "custom",
    continue: true,
    input: by,
    path: ["by"],
    message: `Traefik ${traefik} has no ${by} metrics: write "entrypoint" or "${right}"`,
  });
});

export type PresetSource = z.output<typeof presetSource>;
