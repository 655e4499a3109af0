import { z } from "zod";
import type { Fact } from "./fact.ts";
import { instant } from "./instant.ts";
import { plan } from "./plan.ts";
import type { Series } from "./series.ts";
import type { Duration, Instant } from "./time.ts";

/** The head of a session, `session.json`: small, readable without the bulk. */
export const sessionHead = z.strictObject({
  /** Version of the folder's layout; older ones are migrated when read. */
  schemaVersion: z.literal(1),
  /** UTC start and plan: `2026-11-22T231612Z-worker-loss`. */
  id: z.string().regex(/^[A-Za-z0-9][\w.-]{0,120}$/),
  title: z.string(),
  plan,
  start: instant,
  /** Absent while recording. */
  end: instant.optional(),
  status: z.enum(["recording", "complete", "recovered"]),
  versions: z.strictObject({
    drillbook: z.string(),
    /** `node 24.21.0` or `deno 2.9.6`. */
    runtime: z.string(),
    prometheus: z.string().optional(),
    /** Engine version by the name of the Docker source. */
    docker: z.record(z.string(), z.string()),
  }),
  /** Each source's clock less the recorder's at the start, ms, known to within half the round trip. */
  clockOffsets: z.array(z.strictObject({ source: z.string(), offset: z.number(), roundTrip: z.number() })),
  /** The commit of the book when recording began, with `+changes` where the tree was not clean. */
  bookCommit: z.string().optional(),
}).refine(({ start, end }) => end === undefined || end >= start, { path: ["end"], error: "It ends before it starts" });

export type SessionHead = z.infer<typeof sessionHead>;

/** How far before its start a session's samples reach back, so that windows and the lookback at the start have their past. */
export const recordedPast: Duration = 300_000;

/** One series of a range answer: samples as Prometheus gave them, times in ms, values parsed. */
export interface AnswerSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly times: readonly Instant[];
  readonly values: readonly number[];
}

/** Prometheus' own answer to one of the plan's queries, its parts joined; `error` when it gave none. */
export interface Answer {
  readonly query: string;
  readonly start: Instant;
  readonly end: Instant;
  /** ms. */
  readonly step: number;
  readonly series: readonly AnswerSeries[];
  readonly warnings: readonly string[];
  readonly infos: readonly string[];
  readonly error: string | undefined;
}

/** A configuration file as it was in force, after redaction. */
export interface ConfigFile {
  readonly path: string;
  readonly text: string;
}

/** A value that was taken out of a file before it touched the disk. */
export interface Redaction {
  /** File inside the session folder. */
  readonly file: string;
  /** Where in that file: a key path or a line. */
  readonly place: string;
  readonly reason: string;
}

/** What Prometheus said of itself; bodies verbatim, `undefined` where it did not answer. */
export interface PrometheusSelf {
  readonly targets?: unknown;
  readonly rules?: unknown;
  readonly runtime?: unknown;
  readonly build?: unknown;
}

/** A file of the session folder with its size in bytes and its sha256, as the manifest states them. */
export interface SessionFile {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

/** A recorded session, whole: the only input of analysis. */
export interface Session {
  readonly head: SessionHead;
  /** In the order of `at`. */
  readonly facts: readonly Fact[];
  readonly series: readonly Series[];
  readonly answers: readonly Answer[];
  readonly prometheus: { readonly start: PrometheusSelf; readonly end: PrometheusSelf };
  readonly configs: readonly ConfigFile[];
  readonly redactions: readonly Redaction[];
  /** Markdown, the human's words; "" when there are none. */
  readonly notes: string;
  readonly files: readonly SessionFile[];
}
