import { type Expr, withoutParens } from "../../../src/promql/ast.ts";
import type { SampleStore } from "../../../src/promql/engine/store.ts";
import { parseQuery } from "../../../src/promql/parse.ts";
import { printExpr } from "../../../src/promql/print.ts";
import { type Answer, askEngine, askPrometheus } from "./answer.ts";
import { compareAnswers, type Comparison } from "./compare.ts";
import { type KnownChange, knownChanges } from "./known-changes.ts";
import type { Moment } from "./moment.ts";

/** What was asked, and what came of it. */
export interface Trial {
  readonly query: string;
  readonly moment: Moment;
  readonly theirs: Answer;
  readonly ours: Answer;
  readonly comparison: Comparison;
  /** Why the two may differ here; `undefined` where they agree or nothing explains it. */
  readonly explanation: KnownChange | undefined;
}

/** Asks a Prometheus of version 2 and this engine over the same samples, and compares the answers to 1e-9 of each value. */
export async function tryQuery(url: string, store: SampleStore, query: string, moment: Moment): Promise<Trial> {
  // What 3.x calls double exponential smoothing has another name in 2.42.
  const theirs = await askPrometheus(url, query.replaceAll("double_exponential_smoothing", "holt_winters"), moment);
  const ask = (text: string) => askEngine(store, text, moment, { rules: 2 });
  const ours = ask(query);
  const expr = parsed(query);
  const ordered = moment.kind === "instant" && expr !== undefined && isOrdered(expr);
  const comparison = compareAnswers(theirs, ours, { relative: 1e-9, ordered });
  const { differences } = comparison;
  const explanation = differences.length === 0 || expr === undefined
    ? undefined
    : knownChanges.find((change) =>
      change.applies({ expr, theirs, ours, differences, ask: (part) => ask(printExpr(part)) })
    );
  return { query, moment, theirs, ours, comparison, explanation };
}

/** Whether the answers of a trial differ without a reason. */
export function isUnexplained({ comparison, explanation }: Trial): boolean {
  return comparison.differences.length > 0 && explanation === undefined;
}

function parsed(query: string): Expr | undefined {
  try {
    return parseQuery(query);
  } catch {
    return undefined;
  }
}

function isOrdered(expr: Expr): boolean {
  const outer = withoutParens(expr);
  return outer.kind === "call" && outer.name.startsWith("sort") ||
    outer.kind === "aggregation" && /^(top|bottom)k$/.test(outer.operator);
}
