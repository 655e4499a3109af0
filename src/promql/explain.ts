import { formatDuration, formatInstant, formatNumber } from "../core/format.ts";
import type { Aggregation, Binary, DurationExpr, Expr, Matcher, VectorSelector } from "./ast.ts";
import { numberOf } from "./counter-use.ts";
import { durationOf } from "./duration.ts";
import { printDuration, printExpr } from "./print.ts";
import { metricOf } from "./selectors.ts";
import { findHistogram, findRatio, type HistogramUse } from "./shape.ts";

/** One plain sentence of what a query computes, for a reader who does not know PromQL. */
export function explainQuery(expr: Expr): string {
  const words = expr.kind === "selector" ? wholeSelectorWords(expr) : wordsOf(expr);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

/** A query that is one selector and nothing else. */
function wholeSelectorWords(selector: VectorSelector): string {
  if (metricOf(selector) !== "up") return `the value of ${selectorWords(selector)}`;
  const which = conditions(selector.matchers.filter(({ name }) => name !== "__name__"));
  return `whether Prometheus could scrape each target${which}: 1 when it could, 0 when it could not`;
}

function wordsOf(expr: Expr): string {
  return quantilesWords(expr) ?? histogramWords(expr) ?? ratioWords(expr) ?? partWords(expr);
}

/** Several quantiles of one histogram, side by side: `p50 or p95 or p99`, each perhaps with a label of its own. */
function quantilesWords(expr: Expr): string | undefined {
  const all = alternativesOf(expr).map(findHistogram);
  const [first] = all;
  if (first === undefined || all.length < 2) return undefined;
  const sameAs = ({ base, matchers, window, scale, form }: HistogramUse) =>
    JSON.stringify([base, matchers, window, scale, form]);
  if (first.form !== "quantile" || all.some((each) => each === undefined || sameAs(each) !== sameAs(first))) {
    return undefined;
  }
  const shares = all.map((each) => `${formatNumber((each?.quantile ?? 0) * 100)} %`);
  const listed = `${shares.slice(0, -1).join(", ")} and ${shares.at(-1)}`;
  return quantileWords(first, `the values that ${listed}`);
}

function alternativesOf(expr: Expr): Expr[] {
  if (expr.kind === "paren") return alternativesOf(expr.expr);
  if (expr.kind === "binary" && expr.operator === "or") {
    return [...alternativesOf(expr.left), ...alternativesOf(expr.right)];
  }
  const [inner] = expr.kind === "call" && /^label_(replace|join)$/.test(expr.name) ? expr.args : [];
  return inner === undefined ? [expr] : alternativesOf(inner);
}

function histogramWords(expr: Expr): string | undefined {
  const histogram = findHistogram(expr);
  if (histogram === undefined) return undefined;
  const { of, when, scale } = partsOf(histogram);
  switch (histogram.form) {
    case "mean":
      return `the mean of ${of} ${when}${scale}`;
    case "quantile":
      return quantileWords(histogram, `the value that ${formatNumber((histogram.quantile ?? 0) * 100)} %`);
    case "share":
      return `the share of ${of} that is at most ${histogram.bound} ${when}${scale}`;
  }
}

function quantileWords(histogram: HistogramUse, lead: string): string {
  const { of, when, scale } = partsOf(histogram);
  return `${lead} of ${of} stay below, estimated from its buckets ${when}${scale}`;
}

function partsOf(histogram: HistogramUse): { of: string; when: string; scale: string } {
  return {
    of: `"${histogram.base}"${conditions(histogram.matchers)}`,
    when: histogram.window === undefined
      ? "since the process started, so that an outage hardly moves it"
      : `over the last ${formatDuration(histogram.window)}`,
    scale: histogram.scale === 1 ? "" : `, times ${formatNumber(histogram.scale)}`,
  };
}

function ratioWords(expr: Expr): string | undefined {
  const ratio = findRatio(expr);
  if (ratio === undefined) return undefined;
  const when = ratio.window === undefined
    ? "since the process started, so that an outage hardly moves it"
    : `over the last ${formatDuration(ratio.window)}`;
  const unit = ratio.scale === 100 ? ", in percent" : ratio.scale === 1 ? "" : `, times ${formatNumber(ratio.scale)}`;
  const extra = extraMatchers(ratio.numerator, ratio.denominator);
  const of = metricOf(ratio.numerator) === metricOf(ratio.denominator)
    ? `among ${selectorWords(ratio.denominator)}, the share${conditions(extra)}`
    : `${selectorWords(ratio.numerator)} for each of ${selectorWords(ratio.denominator)}`;
  return `${of} ${when}${unit}`;
}

function extraMatchers(numerator: VectorSelector, denominator: VectorSelector): Matcher[] {
  const below = new Set(denominator.matchers.map((matcher) => JSON.stringify(matcher)));
  return numerator.matchers.filter((matcher) => !below.has(JSON.stringify(matcher)));
}

function partWords(expr: Expr): string {
  switch (expr.kind) {
    case "number":
      return formatNumber(expr.value);
    case "string":
      return `the text "${expr.value}"`;
    case "selector":
      return selectorWords(expr);
    case "matrix":
      return `${selectorWords(expr.selector)} over the last ${durationWords(expr.range)}`;
    case "subquery":
      return `${wordsOf(expr.expr)}, evaluated again and again over the last ${durationWords(expr.range)}`;
    case "call":
      return callWords(expr.name, expr.args);
    case "aggregation":
      return aggregationWords(expr);
    case "unary":
      return expr.operator === "-" ? `minus ${wordsOf(expr.operand)}` : wordsOf(expr.operand);
    case "paren":
      return wordsOf(expr.expr);
    case "binary":
      return `${wordsOf(expr.left)}${betweenWords(expr)}${wordsOf(expr.right)}`;
  }
}

function selectorWords(selector: VectorSelector): string {
  const name = selector.name ?? "every series";
  const shown = selector.name === undefined ? name : `"${name}"`;
  const ago = selector.offset === undefined ? "" : `, ${durationWords(selector.offset)} earlier`;
  const at = selector.at === undefined
    ? ""
    : typeof selector.at === "number"
    ? `, at ${formatInstant(selector.at)}`
    : `, at the ${selector.at} of the query`;
  return `${shown}${conditions(selector.matchers)}${ago}${at}`;
}

const operatorOfMatcher = { "=": "is", "!=": "is not", "=~": "matches", "!~": "does not match" } as const;

function conditions(matchers: readonly Matcher[]): string {
  if (matchers.length === 0) return "";
  return ` whose ${matchers.map(({ name, op, value }) => `${name} ${operatorOfMatcher[op]} "${value}"`).join(" and ")}`;
}

function durationWords(expr: DurationExpr): string {
  const duration = durationOf(expr);
  return duration === undefined ? printDuration(expr) : formatDuration(duration);
}

const overTime: Readonly<Record<string, string>> = {
  rate: "the rate per second of",
  irate: "the rate per second, between the last two samples, of",
  increase: "the increase of",
  delta: "the difference between the ends of",
  avg_over_time: "the mean of",
  max_over_time: "the highest of",
  min_over_time: "the lowest of",
  sum_over_time: "the sum of",
  count_over_time: "how many samples there are of",
  last_over_time: "the newest of",
  resets: "how often it restarted:",
  changes: "how often it changed:",
  absent: "1 where nothing is there of",
  abs: "the size of",
};

function callWords(name: string, args: readonly Expr[]): string {
  const [first, second] = args;
  if (/^label_(replace|join)$|^sort/.test(name) && first !== undefined) return wordsOf(first);
  if (name === "time") return "the present time";
  if (name === "vector" && first !== undefined) return wordsOf(first);
  if (name === "histogram_quantile" && first !== undefined && second !== undefined) {
    const quantile = numberOf(first);
    const share = quantile === undefined ? wordsOf(first) : `${formatNumber(quantile * 100)} %`;
    return `the value that ${share} stay below, estimated from the buckets of ${wordsOf(second)}`;
  }
  const verb = overTime[name];
  if (verb !== undefined && first !== undefined) return `${verb} ${wordsOf(first)}`;
  return `${name} of ${args.map(wordsOf).join(" and ")}`;
}

const aggregationVerbs: Readonly<Record<string, string>> = {
  sum: "the sum",
  avg: "the mean",
  min: "the lowest",
  max: "the highest",
  count: "the number",
  group: "one",
  stddev: "the standard deviation",
  stdvar: "the variance",
};

function aggregationWords({ operator, grouping, parameter, expr }: Aggregation): string {
  const labels = grouping?.labels.join(", ") ?? "";
  const each = grouping === undefined
    ? ""
    : grouping.kind === "by"
    ? labels === "" ? "" : `, for each ${labels}`
    : labels === ""
    ? ", for each series"
    : `, for each series without ${labels}`;
  const verb = aggregationVerbs[operator];
  const shown = parameter === undefined ? "" : printExpr(parameter);
  if (verb !== undefined) return `${verb} of ${wordsOf(expr)}${each}`;
  if (operator === "topk") return `the ${shown} highest of ${wordsOf(expr)}${each}`;
  if (operator === "bottomk") return `the ${shown} lowest of ${wordsOf(expr)}${each}`;
  return `${operator} (${shown}) of ${wordsOf(expr)}${each}`;
}

const operators: Readonly<Record<string, string>> = {
  "+": "plus",
  "-": "less",
  "*": "times",
  "/": "divided by",
  "%": "modulo",
  "^": "to the power of",
  "==": "where it equals",
  "!=": "where it differs from",
  "<": "where it is below",
  "<=": "where it is at most",
  ">": "where it is above",
  ">=": "where it is at least",
  and: "where there is also",
  unless: "unless there is",
};

function betweenWords({ operator, right }: Binary): string {
  const isConstant = right.kind === "call" && right.name === "vector";
  if (operator === "or") return isConstant ? " or else " : "; together with ";
  return ` ${operators[operator] ?? operator} `;
}
