import { aggregators } from "../../../src/promql/functions.ts";
import type { Aggregation, Binary, Expr } from "../../../src/promql/ast.ts";
import type { Dice } from "./dice.ts";
import { labelPool, position, randomMatrix, randomSelector, randomSubquery } from "./random-selector.ts";

/**
 * An expression of the types that Prometheus 2.42 knows, mostly with an answer.
 *
 * Mostly an instant vector, sometimes a scalar; `depth` bounds how far it is nested.
 */
export function randomQuery(dice: Dice, depth: number): Expr {
  return dice.roll([[12, () => vector(dice, depth)], [1, () => scalar(dice, depth)]]);
}

function vector(dice: Dice, depth: number): Expr {
  if (depth <= 0) return dice.roll<Expr>([[3, () => randomSelector(dice)], [2, () => overRange(dice, 0)]]);
  const inner = () => vector(dice, depth - 1);
  return dice.roll<Expr>([
    [1, () => randomSelector(dice)],
    [7, () => overRange(dice, depth - 1)],
    [6, () => aggregation(dice, inner())],
    [5, () => twoVectors(dice, depth - 1)],
    [4, () => withScalar(dice, depth - 1)],
    [3, () => mapped(dice, depth - 1)],
    [2, () => quantile(dice, depth - 1)],
    [1, () => labelled(dice, inner())],
    [1, () => ({ kind: "unary", position, operator: dice.pick(["-", "-", "+"] as const), operand: paren(inner()) })],
    [1, () => paren(inner())],
    [1, () => call(dice.pick(["sort", "sort_desc"]), inner())],
    [1, () => call("vector", scalar(dice, depth - 1))],
    [1, () => call("absent", inner())],
  ]);
}

function scalar(dice: Dice, depth: number): Expr {
  if (depth <= 0) return randomNumber(dice);
  const inner = () => scalar(dice, depth - 1);
  return dice.roll<Expr>([
    [4, () => randomNumber(dice)],
    [1, () => call(dice.pick(["time", "pi"]))],
    [
      2,
      () =>
        call("scalar", dice.chance(0.5) ? aggregation(dice, vector(dice, depth - 1), "all") : vector(dice, depth - 1)),
    ],
    [1, () => ({ kind: "unary", position, operator: "-", operand: paren(inner()) })],
    [2, () => binary(dice.pick(arithmetic), inner(), inner())],
    [1, () => ({ ...binary(dice.pick(comparisons), inner(), inner()), bool: true })],
  ]);
}

const numbers = [0, 1, 1, 2, 3, 0.5, 0.9, 10, 100, 1e3, 0.001, 1e-7, 12.5, 1e21, 1.5e308, NaN, Infinity];

function randomNumber(dice: Dice): Expr {
  const literal: Expr = { kind: "number", position, value: dice.pick(numbers) };
  return dice.chance(0.15) ? { kind: "unary", position, operator: "-", operand: literal } : literal;
}

const number = (value: number): Expr => ({ kind: "number", position, value });
const text = (value: string): Expr => ({ kind: "string", position, value });
const paren = (expr: Expr): Expr => ({ kind: "paren", position, expr });
const call = (name: string, ...args: readonly Expr[]): Expr => ({ kind: "call", position, name, args });

const arithmetic = ["+", "-", "*", "/", "%", "^", "atan2"];
const comparisons = ["==", "!=", "<", "<=", ">", ">="];
const sets = ["and", "or", "unless"];

/** A binary expression with its operands in parentheses where they are operations themselves. */
function binary(operator: string, left: Expr, right: Expr): Binary {
  const operand = (expr: Expr) => (expr.kind === "binary" || expr.kind === "unary" ? paren(expr) : expr);
  return { kind: "binary", position, operator, bool: false, left: operand(left), right: operand(right) };
}

const rangeFunctions = [
  ...Array.from({ length: 5 }, () => ["rate", "increase"]).flat(),
  ...("absent_over_time avg_over_time changes count_over_time delta deriv idelta irate last_over_time max_over_time " +
    "min_over_time present_over_time resets stddev_over_time stdvar_over_time sum_over_time quantile_over_time " +
    "predict_linear double_exponential_smoothing").split(" "),
];

function overRange(dice: Dice, depth: number): Expr {
  const matrix = dice.chance(0.8) ? randomMatrix(dice) : randomSubquery(dice, vector(dice, Math.min(depth, 1)));
  const name = dice.pick(rangeFunctions);
  switch (name) {
    case "quantile_over_time":
      return call(name, share(dice, depth), matrix);
    case "predict_linear":
      return call(name, matrix, dice.chance(0.7) ? number(dice.pick([0, 60, 3_600])) : scalar(dice, depth));
    case "double_exponential_smoothing":
      return call(name, matrix, number(dice.pick([0.1, 0.5, 0.9])), number(dice.pick([0.1, 0.5, 0.9])));
    default:
      return call(name, matrix);
  }
}

/** A quantile: mostly within 0 and 1. */
function share(dice: Dice, depth: number): Expr {
  return dice.chance(0.85) ? number(dice.pick([0, 0.05, 0.5, 0.9, 0.99, 1])) : scalar(dice, depth);
}

function labels(dice: Dice): readonly string[] {
  return [...new Set(Array.from({ length: dice.pick([0, 1, 1, 2, 3]) }, () => dice.pick(labelPool)))];
}

function aggregation(dice: Dice, inner: Expr, extent?: "all"): Aggregation {
  const operator = dice.pick([...known, "sum", "sum", "sum", "avg", "topk"]);
  const kind = dice.pick(["by", "by", "without"] as const);
  const grouping = extent === "all" || dice.chance(0.3) ? {} : { grouping: { kind, labels: labels(dice) } };
  const parameter = (): Expr => {
    if (operator === "count_values") return text(dice.pick(["value", "le", "instance"]));
    if (operator === "quantile") return share(dice, 1);
    return dice.chance(0.85) ? number(dice.pick([0, 1, 2, 3, 5, 2.9])) : scalar(dice, 1);
  };
  const given = aggregators.get(operator) === undefined ? {} : { parameter: parameter() };
  // The values become texts of labels, in which the last bit of a power or a logarithm would show.
  const expr = operator === "count_values" ? plain(dice) : inner;
  return { kind: "aggregation", position, operator, ...grouping, ...given, expr };
}

/** Values that are equal on every machine. */
function plain(dice: Dice): Expr {
  const matrix = randomMatrix(dice);
  return dice.chance(0.5) ? matrix.selector : call(dice.pick(["changes", "resets", "count_over_time"]), matrix);
}

const known = [...aggregators.keys()].filter((name) => !name.startsWith("limit"));

function twoVectors(dice: Dice, depth: number): Expr {
  const operator = dice.roll([
    [4, () => dice.pick(arithmetic)],
    [2, () => dice.pick(comparisons)],
    [2, () => dice.pick(sets)],
  ]);
  const bool = comparisons.includes(operator) && dice.chance(0.3);
  return {
    ...dice.roll([
      [3, () => sameSeries(dice, operator)],
      [3, () => sameGroups(dice, operator, depth)],
      [3, () => manyToOne(dice, operator, depth)],
      [2, () => anyPair(dice, operator, depth)],
    ]),
    bool,
  };
}

/** Two looks at the same series, which match one to one. */
function sameSeries(dice: Dice, operator: string): Binary {
  const selector = randomSelector(dice);
  const look = (): Expr =>
    dice.roll<Expr>([
      [1, () => selector],
      [2, () => call(dice.pick(["rate", "increase", "max_over_time", "delta"]), { ...randomMatrix(dice), selector })],
      [1, () => withScalarOf(dice, selector, 0)],
    ]);
  return binary(operator, look(), look());
}

/** Two aggregations by the same labels. */
function sameGroups(dice: Dice, operator: string, depth: number): Binary {
  const grouping = { kind: "by" as const, labels: labels(dice) };
  const side = () => ({ ...aggregation(dice, vector(dice, depth - 1), "all"), grouping });
  return binary(operator, side(), side());
}

/** Each series with what its target has once. */
function manyToOne(dice: Dice, operator: string, depth: number): Binary {
  const one = dice.roll<Expr>([
    [2, () => ({ kind: "selector", position, name: dice.pick(["up", "build_info", "queue_depth"]), matchers: [] })],
    [1, () => ({ ...aggregation(dice, vector(dice, depth), "all"), grouping: { kind: "by", labels: ["instance"] } })],
  ]);
  const many = vector(dice, depth);
  const side = dice.pick(["left", "right"] as const);
  const whole = side === "left" ? binary(operator, many, one) : binary(operator, one, many);
  const group = { side, labels: dice.pick([[], [], ["version"], ["version", "path"], ["absent"]]) };
  const matching = { kind: "on" as const, labels: ["instance"] };
  return { ...whole, matching: sets.includes(operator) ? matching : { ...matching, group } };
}

function anyPair(dice: Dice, operator: string, depth: number): Binary {
  const whole = binary(operator, vector(dice, depth), vector(dice, depth));
  if (dice.chance(0.3)) return whole;
  return { ...whole, matching: { kind: dice.pick(["on", "ignoring"] as const), labels: labels(dice) } };
}

function withScalar(dice: Dice, depth: number): Binary {
  return withScalarOf(dice, vector(dice, depth), depth);
}

function withScalarOf(dice: Dice, expr: Expr, depth: number): Binary {
  const operator = dice.pick([...arithmetic, ...comparisons]);
  const other = dice.chance(0.8) ? randomNumber(dice) : scalar(dice, depth);
  const whole = dice.chance(0.7) ? binary(operator, expr, other) : binary(operator, other, expr);
  return { ...whole, bool: comparisons.includes(operator) && dice.chance(0.3) };
}

const valueFunctions =
  ("abs acos acosh asin asinh atan atanh ceil cos cosh deg exp floor ln log10 log2 rad sgn sin sinh " +
    "sqrt tan tanh timestamp").split(" ");
const dateFunctions = "day_of_month day_of_week day_of_year days_in_month hour minute month year".split(" ");

function mapped(dice: Dice, depth: number): Expr {
  const expr = vector(dice, depth);
  return dice.roll<Expr>([
    [4, () => call(dice.pick(valueFunctions), expr)],
    [2, () => call("round", expr, ...(dice.chance(0.5) ? [scalar(dice, depth)] : []))],
    [1, () => call("clamp", expr, scalar(dice, depth), scalar(dice, depth))],
    [1, () => call(dice.pick(["clamp_min", "clamp_max"]), expr, scalar(dice, depth))],
    [1, () => call(dice.pick(dateFunctions), ...(dice.chance(0.7) ? [expr] : []))],
    [1, () => call("timestamp", dice.chance(0.5) ? randomSelector(dice) : paren(randomSelector(dice)))],
    [1, () => call(dice.pick(dateFunctions), call("timestamp", randomSelector(dice)))],
  ]);
}

/** A quantile of a histogram as it is asked for in earnest, or of anything. */
function quantile(dice: Dice, depth: number): Expr {
  const buckets = (): Expr => {
    const selector = {
      ...randomSelector(dice),
      name: dice.pick(["http_request_duration_seconds_bucket", "odd_bucket"]),
    };
    const matchers = selector.matchers.filter(({ name }) => name !== "__name__");
    const rate = call(dice.pick(["rate", "increase"]), { ...randomMatrix(dice), selector: { ...selector, matchers } });
    if (dice.chance(0.3)) return { ...selector, matchers };
    if (dice.chance(0.3)) return rate;
    const grouping = { kind: "by" as const, labels: ["le", ...labels(dice)] };
    return { kind: "aggregation", position, operator: "sum", grouping, expr: rate };
  };
  return call("histogram_quantile", share(dice, depth), dice.chance(0.85) ? buckets() : vector(dice, depth));
}

const replacements = ["$1", "${1}x", "", "x$1y", "$$", "${host}", "a"];

function labelled(dice: Dice, expr: Expr): Expr {
  const [target, source] = [dice.pick([...labelPool, "fresh", "__name__"]), dice.pick(labelPool)];
  if (dice.chance(0.4)) {
    return call(
      "label_join",
      expr,
      text(target),
      text(dice.pick(["", "-", "→"])),
      ...labels(dice).map(text),
      text(source),
    );
  }
  const pattern = dice.pick(["(.*)", "(?P<host>[a-z]):(.*)", "a.*", "", "(.)(.*)", "([0-9]+).*"]);
  return call("label_replace", expr, text(target), text(dice.pick(replacements)), text(source), text(pattern));
}
