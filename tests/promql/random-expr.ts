import fc from "fast-check";
import type { Binary, Call, Expr, VectorSelector } from "../../src/promql/ast.ts";
import { levelOf } from "../../src/promql/chain.ts";
import { aggregators, functions, type Signature, type ValueType } from "../../src/promql/functions.ts";
import { randomDuration, randomOffset } from "./random-duration.ts";

/** A part of PromQL that a generator may be told to leave out. */
export type Feature =
  | "at"
  | "offset"
  | "subquery"
  /** Arithmetic in durations, `step()` and `range()`. */
  | "durations"
  /** `anchored` and `smoothed`. */
  | "extension"
  | "fill"
  /** The operators for histograms, `</` and `>/`. */
  | "trim"
  /** Names and labels that must be quoted. */
  | "quoted"
  /** Functions and aggregators behind Prometheus' flag for experimental ones. */
  | "experimental";

/** What expressions are made of. */
export interface Material {
  readonly metrics: readonly string[];
  /** The values of each label. */
  readonly labels: Readonly<Record<string, readonly string[]>>;
  readonly leaveOut?: readonly Feature[];
  /** Functions and aggregators never to use. */
  readonly without?: readonly string[];
  /** How deep an expression nests; 4 without it. */
  readonly depth?: number;
}

const position = { start: 0, end: 0 };
const experimental = new Set(
  ("double_exponential_smoothing end histogram_quantiles info mad_over_time max_of min_of range sort_by_label " +
    "sort_by_label_desc start start_timestamp step ts_of_first_over_time ts_of_last_over_time ts_of_max_over_time " +
    "ts_of_min_over_time limitk limit_ratio").split(" "),
);
const extensible = {
  anchored: ["changes", "delta", "increase", "rate", "resets"],
  smoothed: ["delta", "increase", "rate"],
} as const;

/**
 * Random expressions that Prometheus accepts, each of the four types, over the whole language.
 *
 * They are as the parser reads them: what would be printed in parentheses stands in some.
 */
export function randomExpr(material: Material): fc.Arbitrary<Expr> {
  const { vector, scalar, matrix, string } = randomExprs(material);
  return fc.oneof({ weight: 12, arbitrary: vector }, { weight: 2, arbitrary: scalar }, matrix, string);
}

/** Random expressions by what they yield. */
export function randomExprs(material: Material): Record<ValueType, fc.Arbitrary<Expr>> {
  const { metrics, labels, leaveOut = [], without = [], depth = 4 } = material;
  const has = (feature: Feature) => !leaveOut.includes(feature);
  const knows = (name: string) => !without.includes(name) && (has("experimental") || !experimental.has(name));
  const plain = Object.keys(labels).filter((name) => has("quoted") || /^[a-zA-Z_]\w*$/.test(name));
  const label = fc.constantFrom(...plain);
  const labelList = fc.uniqueArray(label, { maxLength: 3 });
  const range = randomDuration(has("durations"));
  const offset = has("offset") ? fc.option(randomOffset(has("durations")), { nil: undefined }) : fc.constant(undefined);
  const at = has("at")
    ? fc.option(fc.oneof(fc.constantFrom("start" as const, "end" as const), fc.nat(2e12)), { nil: undefined })
    : fc.constant(undefined);
  const number = fc.oneof(fc.nat(100), fc.double({ min: 0, noNaN: true }), fc.constantFrom(NaN, Infinity, 0.5, 300))
    .map((value): Expr => ({ kind: "number", position, value: Math.abs(value) }));
  const string = fc.oneof(label, fc.constantFrom("", "$1", "(.*)", "a-$1", "é\n\"\\'`", "\u200b\ufeff\u{1f600}"))
    .map((value): Expr => ({ kind: "string", position, value }));

  const matchers = fc.uniqueArray(label.chain((name) => matcherOf(name, labels[name] ?? [""])), {
    maxLength: 2,
    selector: ({ name }) => name,
  });
  const selector = fc.record({ name: fc.constantFrom(...metrics), matchers, offset, at })
    .map((parts): VectorSelector => ({ kind: "selector", position, ...defined(parts) }));

  const { vector, scalar } = fc.letrec<{ vector: Expr; scalar: Expr }>((tie) => {
    const inner = tie("vector");
    const subquery = fc.record({ expr: inner, range, step: fc.option(range, { nil: undefined }), offset, at })
      .map(({ expr, ...parts }): Expr => ({
        kind: "subquery",
        position,
        expr: operandOf(expr, 7),
        ...defined(parts),
      }));
    const matrixFor = (name: string): fc.Arbitrary<Expr> => {
      const extensions = Object.entries(extensible).filter(([, names]) => names.some((each) => each === name));
      const extension = has("extension") && extensions.length > 0
        ? fc.option(fc.constantFrom(...extensions.map(([word]) => word as "anchored" | "smoothed")), { nil: undefined })
        : fc.constant(undefined);
      const matrix = fc.record({ selector, range, extension }).map(({ selector, range, extension }): Expr => {
        return { kind: "matrix", position, selector: { ...selector, ...defined({ extension }) }, range };
      });
      return has("subquery") ? fc.oneof({ weight: 3, arbitrary: matrix }, subquery) : matrix;
    };
    const argument = (name: string, type: ValueType, index: number): fc.Arbitrary<Expr> => {
      if (name === "info" && index === 1) {
        return matchers.map((each) => ({ kind: "selector", position, matchers: each }));
      }
      return { vector: inner, scalar: tie("scalar"), string, matrix: matrixFor(name) }[type];
    };
    const callOf = ([name, signature]: readonly [string, Signature]): fc.Arbitrary<Expr> => {
      const { args, optional, most } = signature;
      const count = fc.integer({ min: args.length - optional, max: Math.min(most, args.length + 2) });
      return count.chain((length) => {
        const types = Array.from({ length }, (_, index) => args[index] ?? args.at(-1) ?? "scalar");
        const all = types.map((type, index) => argument(name, type, index));
        return fc.tuple(...all).map((args): Call => ({ kind: "call", position, name, args }));
      });
    };
    const calls = (result: ValueType) =>
      [...functions].filter(([name, signature]) => signature.result === result && knows(name)).map(callOf);
    const aggregation = fc.record({
      operator: fc.constantFrom(...[...aggregators.keys()].filter(knows)),
      grouping: fc.option(fc.record({ kind: fc.constantFrom("by" as const, "without" as const), labels: labelList }), {
        nil: undefined,
      }),
      expr: inner,
      scalar: tie("scalar"),
      string,
    }).map(({ operator, grouping, expr, scalar, string }): Expr => {
      const wanted = aggregators.get(operator);
      const parameter = wanted === undefined ? undefined : wanted === "string" ? string : scalar;
      return { kind: "aggregation", position, operator, expr, ...defined({ grouping, parameter }) };
    });
    const sign = (operand: fc.Arbitrary<Expr>) =>
      fc.record({ operator: fc.constantFrom("+" as const, "-" as const), operand })
        .map(({ operator, operand }): Expr => ({ kind: "unary", position, operator, operand: operandOf(operand, 6) }));
    const paren = (expr: fc.Arbitrary<Expr>) => expr.map((expr): Expr => ({ kind: "paren", position, expr }));
    const mixed = fc.oneof(
      fc.record({ left: inner, right: tie("scalar") }),
      fc.record({ left: tie("scalar"), right: inner }),
    );
    const operators = fc.record({ operator: fc.constantFrom(...arithmetic, ...comparisons), bool: fc.boolean() });
    const trims = fc.record({ operator: fc.constantFrom("</", ">/"), bool: fc.constant(false) });
    const withScalar = fc.tuple(has("trim") ? fc.oneof({ weight: 8, arbitrary: operators }, trims) : operators, mixed)
      .map(([operator, operands]) => binaryOf({ ...operator, ...operands }));
    const twoVectors = fc.record({
      operator: operators,
      left: inner,
      right: inner,
      matching: fc.option(matchingOf(labelList), { nil: undefined }),
      fill: has("fill") ? fc.option(randomFill, { nil: undefined }) : fc.constant(undefined),
    }).map(({ operator, ...parts }) => binaryOf({ ...operator, ...parts }));
    const sets = fc.record({
      operator: fc.constantFrom("and", "or", "unless"),
      left: inner,
      right: inner,
      matching: fc.option(matchingOf(labelList).map(({ kind, labels }) => ({ kind, labels })), { nil: undefined }),
    }).map((parts) => binaryOf({ bool: false, ...parts }));
    const twoScalars = fc.record({ operator: operators, left: tie("scalar"), right: tie("scalar") })
      .map(({ operator, ...parts }) =>
        binaryOf({ ...operator, bool: comparisons.includes(operator.operator), ...parts })
      );
    const options = { maxDepth: depth, withCrossShrink: true };
    return {
      vector: fc.oneof(
        options,
        selector,
        aggregation,
        withScalar,
        twoVectors,
        sets,
        sign(inner),
        paren(inner),
        ...calls("vector"),
      ),
      scalar: fc.oneof(options, number, twoScalars, sign(tie("scalar")), paren(tie("scalar")), ...calls("scalar")),
    };
  });
  const matrix = fc.record({ selector, range })
    .map(({ selector, range }): Expr => ({ kind: "matrix", position, selector, range }));
  return { vector, scalar, matrix, string };
}

const arithmetic = ["+", "-", "*", "/", "%", "^", "atan2"];
const comparisons = ["==", "!=", "<", "<=", ">", ">="];

function matcherOf(name: string, values: readonly string[]) {
  const op = fc.constantFrom("=" as const, "!=" as const, "=~" as const, "!~" as const);
  return fc.record({ op, value: fc.constantFrom(...values) }).map(({ op, value }) => {
    const isRegex = op === "=~" || op === "!~";
    return { name, op, value: isRegex ? value.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&") : value };
  });
}

function matchingOf(labelList: fc.Arbitrary<string[]>): fc.Arbitrary<NonNullable<Binary["matching"]>> {
  return fc.record({
    kind: fc.constantFrom("on" as const, "ignoring" as const),
    labels: labelList,
    side: fc.constantFrom(undefined, "left" as const, "right" as const),
    included: labelList,
  }).map(({ kind, labels, side, included }) => {
    if (side === undefined) return { kind, labels };
    const group = { side, labels: included.filter((label) => kind !== "on" || !labels.includes(label)) };
    return { kind, labels, group };
  });
}

const fillValue = fc.oneof(
  fc.integer({ min: -9, max: 9 }).map((value) => value + 0),
  fc.constantFrom(0.5, Infinity, NaN),
);
const randomFill = fc.oneof(
  fc.record({ left: fillValue, right: fillValue }),
  fc.record({ left: fillValue }),
  fc.record({ right: fillValue }),
);

function binaryOf(parts: Omit<Binary, "kind" | "position">): Binary {
  const { operator, bool, left, right, ...rest } = parts;
  const level = levelOf(operator);
  const power = operator === "^";
  return {
    kind: "binary",
    position,
    operator,
    bool: bool && comparisons.includes(operator),
    ...defined(rest),
    left: operandOf(left, power ? 7 : level),
    right: right.kind === "unary" ? right : operandOf(right, power ? level : level + 1),
  };
}

/** The expression in parentheses where it binds looser than `lowest`; a sign binds as "*", which is 5. */
function operandOf(expr: Expr, lowest: number): Expr {
  const level = expr.kind === "binary" ? levelOf(expr.operator) : expr.kind === "unary" && lowest > 6 ? 5 : 8;
  return level < lowest ? { kind: "paren", position, expr } : expr;
}

/** The same object without what is not there. */
function defined<T extends object>(parts: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
