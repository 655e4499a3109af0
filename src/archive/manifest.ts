import { z } from "zod";

/** A file of the session folder; `editable` ones may change after recording, which verification tells and does not blame. */
export const manifestFile = z.strictObject({
  path: z.string(),
  size: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  editable: z.literal(true).optional(),
});

/** How often a target should have been scraped between start and end, and how often it was. */
export const targetScrapes = z.strictObject({
  job: z.string(),
  instance: z.string(),
  /** The scrape interval, ms: as Prometheus states it, else the median distance of the target's `up` samples. */
  every: z.number(),
  expected: z.int().nonnegative(),
  seen: z.int().nonnegative(),
});

/** `manifest.json`: what a whole session consists of. `sha256` seals the manifest itself; see `seal-fs.ts`. */
export const manifest = z.strictObject({
  version: z.literal(1),
  files: z.array(manifestFile),
  counts: z.strictObject({ facts: z.int(), series: z.int(), samples: z.int(), answers: z.int() }),
  scrapes: z.array(targetScrapes),
  redactions: z.array(z.strictObject({ file: z.string(), place: z.string(), reason: z.string() })),
  sha256: z.string(),
});

export type ManifestFile = z.infer<typeof manifestFile>;
export type TargetScrapes = z.infer<typeof targetScrapes>;
export type Manifest = z.infer<typeof manifest>;
