import type { Duration } from "../../../src/core/time.ts";
import type { Expr } from "../../../src/promql/ast.ts";
import type { QueryRange } from "../../../src/promql/engine/evaluate.ts";
import type { QueryResult } from "../../../src/promql/engine/query-value.ts";
import { readQuery } from "../../../src/promql/read-query.ts";
import { type Answer, ask } from "./ask.ts";
import type { Evaluation } from "./command.ts";
import { compareAnswer } from "./compare-answer.ts";
import { compareMiddle } from "./compare-middle.ts";
import type { Engine } from "./engine.ts";
import { type FloatData, floatStore, reasons } from "./float-store.ts";
import type { Difference, Outcome } from "./outcome.ts";
import { readsOf } from "./reads.ts";
import { type Variant, variantsOf } from "./variants.ts";

const minute: Duration = 60_000;

/**
 * Evaluates a case in each way that Prometheus evaluates it, and tells the first that differs.
 *
 * - A range query once. An instant query as written; pinned to its time by `@` and asked at other times;
 *   and each of these as the middle of a range of three.
 * - Not supported is what cannot be answered as written; another way that cannot be is left out.
 */
export function runEval(evaluation: Evaluation, data: FloatData, engine: Engine): Outcome {
  const { query, time } = evaluation;
  if (expectsHistograms(evaluation)) return { kind: "unsupported", reason: reasons.expected };
  const read = ask(query, () => readQuery(query));
  if (read.kind !== "result") return outcomeOf(evaluation, "as written", read);
  if (time.kind === "range") {
    return outcomeOf(evaluation, "as written", askRange(evaluation, data, engine, read.result, time));
  }
  for (const variant of variantsOf(query, read.result, time.at)) {
    const outcome = runVariant(evaluation, data, engine, variant);
    if (outcome.kind === "failed" || (outcome.kind === "unsupported" && variant.mode === "as written")) return outcome;
  }
  return { kind: "passed" };
}

function runVariant(
  evaluation: Evaluation,
  data: FloatData,
  engine: Engine,
  { mode, expr, at, ranges }: Variant,
): Outcome {
  const store = floatStore(data, readsOf(expr, { start: at, end: at, step: 0 }));
  const answer = ask(evaluation.query, () => engine.instant(expr, at, store));
  const outcome = outcomeOf(evaluation, mode, answer);
  if (outcome.kind !== "passed" || answer.kind !== "result" || !ranges || isOnlyInstant(evaluation)) return outcome;
  const range = { start: at - minute, end: at + minute, step: minute };
  const rangeAnswer = askRange(evaluation, data, engine, expr, range);
  return failedIf(`${mode}, in a range`, compareMiddle(evaluation, answer.result.value.kind, rangeAnswer, at));
}

function askRange(
  { query }: Evaluation,
  data: FloatData,
  engine: Engine,
  expr: Expr,
  range: QueryRange,
): Answer<QueryResult> {
  return ask(query, () => engine.range(expr, range, floatStore(data, readsOf(expr, range))));
}

function outcomeOf(evaluation: Evaluation, mode: string, answer: Answer<QueryResult>): Outcome {
  if (answer.kind === "unsupported") return { kind: "unsupported", reason: answer.reason };
  return failedIf(mode, compareAnswer(evaluation, answer));
}

function failedIf(mode: string, differences: readonly Difference[]): Outcome {
  return differences.length === 0 ? { kind: "passed" } : { kind: "failed", mode, differences };
}

/** Whether a range query has no answer of the expected kind. */
function isOnlyInstant({ expectation: { value } }: Evaluation): boolean {
  return value.kind === "string" || (value.kind === "series" && value.range !== undefined);
}

function expectsHistograms({ expectation: { value } }: Evaluation): boolean {
  return value.kind === "series" && value.lines.some(({ points }) => points.some(({ kind }) => kind === "histogram"));
}
