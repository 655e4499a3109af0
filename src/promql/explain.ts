import { capitalise } from "../core/capitalise.ts";
import { enumerate } from "../core/enumerate.ts";
import { formatDuration, formatNumber } from "../core/format.ts";
import type { Expr, Matcher, VectorSelector } from "./ast.ts";
import { looksLikeCounter } from "./counter-use.ts";
import { aggregationWords, groupsWords } from "./explain-aggregation.ts";
import { binaryWords, operandWords } from "./explain-binary.ts";
import { callWords, rangeWords } from "./explain-call.ts";
import { conditions, selectorWords, seriesWords, shiftWords } from "./explain-selector.ts";
import { findSelectors, metricOf } from "./selectors.ts";
import { findHistogram, findRatio, type HistogramUse, type Ratio } from "./shape.ts";

/** One plain sentence of what a query computes, for a reader who does not know PromQL. */
export function explainQuery(expr: Expr): string {
  const words = expr.kind === "selector" ? wholeSelectorWords(expr) : wordsOf(expr);
  return `${capitalise(words)}.`;
}

/** A query that is one selector and nothing else. */
function wholeSelectorWords(selector: VectorSelector): string {
  if (metricOf(selector) !== "up") return `the value of ${selectorWords(selector)}`;
  const which = conditions(selector.matchers.filter(({ name }) => name !== "__name__"));
  return `whether Prometheus could scrape each target${which}: 1 when it could, 0 when it could not`;
}

function wordsOf(expr: Expr): string {
  const whole = quantilesWords(expr) ?? histogramWords(expr) ?? ratioWords(expr);
  return whole === undefined ? partWords(expr) : `${whole}${extensionOf(expr)}${groupsWords(expr)}`;
}

/** How the ranges of an expression are met with samples, where that is not the usual way. */
function extensionOf(expr: Expr): string {
  const selector = findSelectors(expr).find(({ extension }) => extension !== undefined);
  return selector === undefined ? "" : shiftWords({ extension: selector.extension });
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
  return quantileWords(first, `the values that ${enumerate(shares)}`);
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
  // Without a rate, a share of what is no counter is one of the present: the operator tells it.
  if (ratio === undefined || (ratio.window === undefined && !isOfCounters(ratio))) return undefined;
  const when = ratio.window === undefined
    ? "since the process started, so that an outage hardly moves it"
    : `over the last ${formatDuration(ratio.window)}`;
  const unit = ratio.scale === 100 ? ", in percent" : ratio.scale === 1 ? "" : `, times ${formatNumber(ratio.scale)}`;
  const extra = extraMatchers(ratio.numerator, ratio.denominator);
  const of = metricOf(ratio.numerator) === metricOf(ratio.denominator)
    ? `among ${seriesWords(ratio.denominator)}, the share${conditions(extra)}`
    : `${seriesWords(ratio.numerator)} for each of ${seriesWords(ratio.denominator)}`;
  return `${of} ${when}${unit}`;
}

function isOfCounters({ numerator, denominator }: Ratio): boolean {
  return [numerator, denominator].every((selector) => looksLikeCounter(metricOf(selector) ?? ""));
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
      return `${seriesWords(expr.selector)} ${rangeWords(expr)}`;
    case "subquery":
      return `${wordsOf(expr.expr)}, ${rangeWords(expr)}`;
    case "call":
      return callWords(expr, wordsOf);
    case "aggregation":
      return aggregationWords(expr, wordsOf);
    case "unary":
      return expr.operator === "-" ? `minus ${operandWords(expr.operand, wordsOf)}` : wordsOf(expr.operand);
    case "paren":
      return wordsOf(expr.expr);
    case "binary":
      return binaryWords(expr, wordsOf);
  }
}
