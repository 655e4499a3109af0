import { z } from "zod";
import { instant } from "../core/instant.ts";
import { labelsKey } from "../core/labels.ts";
import type { Answer, AnswerSeries } from "../core/session.ts";

const period = z.number().min(1);
/** Prometheus gives at most so many points of a series in one answer. */
const mostPoints = 11_000;

interface Range {
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

const isForward = ({ start, end }: Range) => end >= start;
const backward = { path: ["end"], error: "It ends before it starts" };
const isBounded = ({ start, end, step }: Range, parts: number) => (end - start) / step <= mostPoints * parts;
const unbounded = { path: ["step"], error: "It is too short for the interval" };

/** One `query_range` of a plan's query as it was answered; several parts, in the order fetched, make an answer. */
export const answerPart = z.strictObject({
  query: z.string(),
  /** ms since the epoch, both inclusive as Prometheus takes them. */
  start: instant,
  end: instant,
  /** ms. */
  step: period,
  /** Prometheus' JSON, verbatim: data or error. */
  body: z.unknown(),
}).refine(isForward, backward).refine((part) => isBounded(part, 1), unbounded);

export type AnswerPart = z.infer<typeof answerPart>;

/** A file of `answers/`: the bodies as Prometheus gave them, and the whole interval that they answer. */
export const answerFile = z.strictObject({
  query: z.string(),
  start: instant,
  end: instant,
  step: period,
  parts: z.array(z.unknown()),
}).refine(isForward, backward)
  // Between two parts one may be missing, for which Prometheus had no answer.
  .refine((file) => isBounded(file, 2 * file.parts.length + 1), unbounded);

export type AnswerFile = z.infer<typeof answerFile>;

const sample = z.tuple([z.number(), z.string()]);
const body = z.looseObject({
  status: z.literal("success"),
  data: z.looseObject({
    resultType: z.literal("matrix"),
    result: z.array(z.looseObject({ metric: z.record(z.string(), z.string()), values: z.array(sample).optional() })),
  }),
  warnings: z.array(z.string()).optional(),
  infos: z.array(z.string()).optional(),
});
const errorBody = z.looseObject({ status: z.literal("error"), errorType: z.string().optional(), error: z.string() });

/** The file that holds the given parts; `undefined` when there are none. Query and step are those of the first. */
export function asAnswerFile(parts: readonly AnswerPart[]): AnswerFile | undefined {
  const [first] = parts;
  if (first === undefined) return undefined;
  return {
    query: first.query,
    start: Math.min(...parts.map(({ start }) => start)),
    end: Math.max(...parts.map(({ end }) => end)),
    step: first.step,
    parts: parts.map(({ body }) => body),
  };
}

/**
 * Joins the parts of an answer.
 *
 * - Of points with the same stamp the later part's is kept; points come out in order of time.
 * - A part that is an error, or no range answer at all, gives no data and fills `error`; the other parts stay.
 */
export function joinAnswer(file: AnswerFile): Answer {
  const series = new Map<string, { labels: AnswerSeries["labels"]; points: Map<number, number> }>();
  const warnings = new Set<string>();
  const infos = new Set<string>();
  const errors = new Set<string>();
  for (const part of file.parts) {
    const read = body.safeParse(part);
    if (!read.success) {
      errors.add(errorOf(part));
      continue;
    }
    for (const text of read.data.warnings ?? []) warnings.add(text);
    for (const text of read.data.infos ?? []) infos.add(text);
    for (const { metric, values = [] } of read.data.data.result) {
      const key = labelsKey(metric);
      const known = series.get(key) ?? { labels: metric, points: new Map<number, number>() };
      series.set(key, known);
      for (const [seconds, text] of values) known.points.set(Math.round(seconds * 1_000), parseNumber(text));
    }
  }
  const { query, start, end, step } = file;
  return {
    query,
    start,
    end,
    step,
    series: Array.from(series.values(), ({ labels, points }) => {
      const ordered = Array.from(points).sort(([a], [b]) => a - b);
      return { labels, times: ordered.map(([at]) => at), values: ordered.map(([, value]) => value) };
    }),
    warnings: [...warnings],
    infos: [...infos],
    error: errors.size === 0 ? undefined : [...errors].join("; "),
  };
}

function errorOf(part: unknown): string {
  const read = errorBody.safeParse(part);
  if (!read.success) return "Prometheus' answer is no range answer";
  return read.data.errorType === undefined ? read.data.error : `${read.data.errorType}: ${read.data.error}`;
}

/** A number as Prometheus prints it. */
function parseNumber(text: string): number {
  if (text === "+Inf" || text === "Inf") return Infinity;
  return text === "-Inf" ? -Infinity : Number(text);
}
