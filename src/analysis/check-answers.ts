import type { Answer } from "../core/session.ts";
import type { Expr } from "../promql/ast.ts";
import { compareAnswers } from "./answer-difference.ts";
import { gridOf } from "./answer-points.ts";
import { asksForBounds, causesOf } from "./difference-cause.ts";
import { evaluate, type Reading, readingOf } from "./reading.ts";
import type { SessionIndex } from "./session-index.ts";
import type { AnswerTruth, Difference, Truth } from "./truth.ts";
import { checked } from "./untold-finding.ts";

/** Evaluates every captured answer of Prometheus again, over the archived samples, by the rules of its version. */
export function checkAnswers(index: SessionIndex): Truth {
  const answers = index.session.answers.map((answer) => checkAnswer(index, answer).truth);
  const count = (outcome: AnswerTruth["outcome"]) => answers.filter((each) => each.outcome === outcome).length;
  return {
    version: index.holdings.version,
    rules: index.holdings.rules,
    agree: count("agrees"),
    differ: count("differs"),
    incomparable: count("incomparable"),
    answers,
  };
}

/** What the check of an answer found. */
export interface CheckedAnswer {
  readonly truth: AnswerTruth;
  /** Every point that is not the same, in the order of time. */
  readonly differences: readonly Difference[];
}

const known = new WeakMap<SessionIndex, Map<Answer, CheckedAnswer>>();

/** One captured answer of Prometheus against the archived samples; worked out once for a session. */
export function checkAnswer(index: SessionIndex, answer: Answer): CheckedAnswer {
  const own = known.get(index) ?? new Map<Answer, CheckedAnswer>();
  known.set(index, own);
  const found = own.get(answer) ?? checked(
    () => check(index, answer),
    (words) => {
      const asked = { query: answer.query, interval: index.interval, step: index.plan.step };
      return { truth: { ...untold, ...asked, reasons: [words] }, differences: [] };
    },
  );
  own.set(answer, found);
  return found;
}

function check(index: SessionIndex, answer: Answer): CheckedAnswer {
  if (answer.error !== undefined) {
    return incomparable(answer, `Prometheus answered with an error: ${answer.error}`);
  }
  if (
    [answer.query, ...answer.series.flatMap(({ labels }) => Object.values(labels))].some((text) => masked.test(text))
  ) {
    return incomparable(answer, "A secret was taken out of the query or of a label");
  }
  const reading = readingOf(index, answer.query);
  const { expr, refusal } = reading;
  if (expr === undefined || refusal !== undefined) {
    return incomparable(answer, refusal ?? "The query cannot be read");
  }
  const interval = { start: answer.start, end: answer.end };
  const compared = compareAnswers(answer.series, archiveSeries(index, answer, { ...reading, expr }), interval);
  const { points, largest, differences } = compared;
  const facts = { query: answer.query, interval, step: answer.step, points, largest, differing: differences.length };
  if (differences.length === 0) {
    return { truth: { ...facts, outcome: "agrees", first: undefined, reasons: [] }, differences };
  }
  const { reasons, isCertain } = causesOf(index, { ...reading, expr }, answer, differences);
  const outcome = isCertain ? "incomparable" : "differs";
  return { truth: { ...facts, outcome, first: differences[0], reasons }, differences };
}

/** What stands where something was taken out before it was written. */
const masked = /«redacted»/;

/** The reading is of the session's whole grid; what depends on the range that is asked over is asked as Prometheus was. */
function archiveSeries(index: SessionIndex, answer: Answer, reading: Reading & { readonly expr: Expr }) {
  if (!asksForBounds(reading.expr)) return reading.series;
  return evaluate(index, reading.expr, { times: gridOf(answer), step: answer.step }).series;
}

function incomparable({ query, start, end, step }: Answer, reason: string): CheckedAnswer {
  return { truth: { ...untold, query, interval: { start, end }, step, reasons: [reason] }, differences: [] };
}

const untold = { outcome: "incomparable", points: 0, differing: 0, first: undefined, largest: undefined } as const;
