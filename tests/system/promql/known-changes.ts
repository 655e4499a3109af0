import { childrenOf, type Expr } from "../../../src/promql/ast.ts";
import { durationOf } from "../../../src/promql/duration.ts";
import type { Answer } from "./answer.ts";
import type { Difference } from "./compare.ts";
import { hasEqualValues, isPinned, largestIn, some } from "./expr-facts.ts";

/** A query whose answers differ. */
export interface Disputed {
  readonly expr: Expr;
  readonly theirs: Answer;
  readonly ours: Answer;
  readonly differences: readonly Difference[];
  /** What this engine answers to a part of the query at the same moment. */
  ask(part: Expr): Answer;
}

/** Something that 2.42 answers otherwise than this engine, whose rules of 2 do not follow it there. */
export interface KnownChange {
  readonly name: string;
  readonly reason: string;
  /** Whether it explains the differences. */
  applies(disputed: Disputed): boolean;
}

/** The changes between 2.42 and 3.x, and what Go computes otherwise than JavaScript. */
export const knownChanges: readonly KnownChange[] = [
  {
    name: "infinite sum",
    reason: "2.42 keeps the compensation of a sum that became infinite, which makes NaN of it",
    applies: ({ expr, differences }) =>
      only(differences, "infinite value") && some(expr, (each) => each.kind === "call" && compensated.has(each.name)),
  },
  {
    name: "dot",
    reason: "in 2.42 the dot of a matcher matches no newline",
    applies: ({ expr }) =>
      some(expr, (each) =>
        each.kind === "selector" &&
        each.matchers.some(({ name, op, value }) => name === "note" && op.endsWith("~") && value.includes("."))),
  },
  {
    name: "equal values",
    reason:
      "which of equal values topk and bottomk keep is another choice in 2.42, and left to chance after an operation",
    applies: ({ expr, ask, differences }) =>
      !differences.some(({ kind }) => kind === "refusal" || kind === "words" || kind === "type") &&
      some(
        expr,
        (each) =>
          each.kind === "aggregation" && /^(top|bottom)k$/.test(each.operator) && hasEqualValues(ask(each.expr)),
      ),
  },
  {
    name: "pinned window",
    reason: "in 2.42 a window slides on from its @ where another argument depends on the step",
    applies: ({ expr }) =>
      some(expr, (each) =>
        each.kind === "call" && (each.name === "predict_linear" || each.args.length > 1) &&
        each.args.some((window) =>
          window.kind === "matrix" && window.selector.at !== undefined ||
          window.kind === "subquery" && some(window, (part) => "at" in part && part.at !== undefined)
        )),
  },
  {
    name: "pinned parameter",
    reason: "2.42 takes an aggregation for independent of the step when what it aggregates is, whatever its parameter",
    applies: ({ expr }) =>
      some(
        expr,
        (each) =>
          each.kind === "aggregation" && each.parameter !== undefined && isPinned(each.expr) &&
          !isPinned(each.parameter),
      ),
  },
  {
    name: "pinned timestamp",
    reason: "timestamp takes the @ of a selector and forgets its offset",
    applies: ({ expr }) =>
      some(expr, (each) =>
        each.kind === "call" && each.name === "timestamp" &&
        some(each, (part) => part.kind === "selector" && part.at !== undefined && part.offset !== undefined)),
  },
  {
    name: "pinned in a subquery",
    reason: "2.42 finds nothing there when the subquery's offset takes it exactly to where its range begins",
    applies: ({ expr, differences }) =>
      only(differences, "series") &&
      some(expr, (each) =>
        each.kind === "subquery" && each.offset !== undefined &&
        Math.abs((durationOf(each.offset) ?? NaN) + (durationOf(each.range) ?? NaN)) <= 1 &&
        some(each.expr, (part) => part.kind === "selector" && part.at !== undefined)),
  },
  {
    name: "no step",
    reason: "2.42 evaluates parts of a subquery that has no steps",
    applies: ({ expr, theirs, ours }) =>
      theirs.kind === "refusal" && ours.kind === "value" &&
      some(expr, (each) => each.kind === "subquery" && some(each.expr, isShifted)),
  },
  {
    name: "lost label",
    reason: "from the second step on, count_values by three labels forgets one of them in 2.42",
    applies: ({ expr }) =>
      some(
        expr,
        (each) =>
          each.kind === "aggregation" && each.operator === "count_values" && each.grouping?.kind === "by" &&
          each.grouping.labels.length === 3,
      ),
  },
  {
    name: "empty subquery",
    reason: "2.42 breaks down over a subquery of a subquery without steps",
    applies: ({ theirs }) => theirs.kind === "refusal" && theirs.text.includes("makeslice: cap out of range"),
  },
  {
    name: "cancellation",
    reason: "what is left of large numbers may differ by a trillionth of the largest; 2.42 adds in an order of chance",
    applies: ({ expr, differences, ask }) =>
      only(differences, "value") && differences.every(({ distance = NaN }) => distance <= 1e-12 * largestIn(expr, ask)),
  },
  {
    name: "last bit",
    reason: "Go's powers, logarithms and angles differ in the last bit",
    applies: ({ expr, differences }) =>
      only(differences, "value", "infinite value", "point", "series", "order", "words") &&
      some(expr, (each) => leaps(each) && childrenOf(each).some((child) => some(child, blurs))),
  },
];

const compensated = new Set(
  "avg_over_time deriv predict_linear stddev_over_time stdvar_over_time sum_over_time".split(" "),
);

function only(differences: readonly Difference[], ...kinds: readonly Difference["kind"][]): boolean {
  return differences.every(({ kind }) => kinds.includes(kind));
}

/** Whether a part is evaluated at other instants than what stands around it. */
function isShifted(expr: Expr): boolean {
  return expr.kind === "subquery" || expr.kind === "selector" && expr.at !== undefined;
}

/** Where a result may leap when an operand moves by a bit. */
function leaps(expr: Expr): boolean {
  switch (expr.kind) {
    case "binary":
      return /[%=<>^]/.test(expr.operator);
    case "aggregation":
      return /^(top|bottom)k$/.test(expr.operator);
    case "call":
      return /^(ceil|changes|cos|floor|histogram_quantile|increase|irate|rate|resets|round|sgn|sin|tan)$/.test(
        expr.name,
      );
    default:
      return false;
  }
}

/** What the two sides may compute with another last bit. */
function blurs(expr: Expr): boolean {
  switch (expr.kind) {
    case "binary":
      return /^(\^|atan2)$/.test(expr.operator);
    case "aggregation":
      return /^(sum|avg|std)/.test(expr.operator);
    case "call":
      return /^(a?(cos|sin|tan)h?|exp|ln|log.*|deg|rad)$/.test(expr.name) || compensated.has(expr.name);
    default:
      return false;
  }
}
