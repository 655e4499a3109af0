import { labelValue } from "../core/labels.ts";
import { childrenOf, type Expr, type Matcher, type VectorSelector, withoutParens } from "../promql/ast.ts";
import { printSelector } from "../promql/print.ts";
import { findSelectors, matchesValue, metricOf } from "../promql/selectors.ts";
import { findHistogram, findRatio } from "../promql/shape.ts";
import type { SessionIndex } from "./session-index.ts";

/**
 * Why a 0 of a query means nothing: what it counts matched no series at any time, and may be mistyped.
 *
 * - The numerator of a ratio, and what stands before an `or` that leads to a constant, are asked.
 * - Where a series is born by its first event, one that is not there yet is 0: see `couldMatch`.
 * - `undefined` when nothing is wrong.
 */
export function unmatchedZero(index: SessionIndex, expr: Expr): string | undefined {
  const selectors = findSelectors(expr);
  const ratio = findHistogram(expr) === undefined ? findRatio(expr) : undefined;
  const counted = ratio === undefined ? zeroFilled(expr) : [ratio.numerator, ...zeroFilled(expr)];
  const lost = counted.find((selector) =>
    !hasSeries(index, selector) && !selectors.some((other) => other !== selector && couldMatch(index, selector, other))
  );
  if (lost === undefined) return undefined;
  const place = lost === ratio?.numerator ? "The numerator" : "What the query counts,";
  return `${place} ${
    printSelector(lost)
  } matched no series, ever: whether nothing happened or its name, a label or a ` +
    "value is mistyped cannot be known, and a 0 is not taken for one";
}

function hasSeries(index: SessionIndex, selector: VectorSelector): boolean {
  return index.seriesOf(selector).some(({ times }) => times.length > 0);
}

/** The selectors before an `or` that leads to a constant, as in `… or vector(0)` and `… or 0 * sum(up)`. */
function zeroFilled(expr: Expr): VectorSelector[] {
  const own = expr.kind === "binary" && expr.operator === "or" && isConstant(expr.right)
    ? findSelectors(expr.left)
    : [];
  return [...new Set([...own, ...childrenOf(expr).flatMap(zeroFilled)])];
}

function isConstant(expr: Expr): boolean {
  const inner = withoutParens(expr);
  if (inner.kind === "binary" && inner.operator === "*" && [inner.left, inner.right].some(isZero)) return true;
  return findSelectors(inner).length === 0;
}

function isZero(expr: Expr): boolean {
  const inner = withoutParens(expr);
  return inner.kind === "number" && inner.value === 0;
}

/**
 * Whether a selector without series would select one as soon as the first is born, judged by another of the query.
 *
 * - The other has series, and they have the same metric and every label that this one asks for.
 * - Labels that both constrain are constrained alike, and no more than one matcher has no series at all.
 */
function couldMatch(index: SessionIndex, selector: VectorSelector, other: VectorSelector): boolean {
  const metric = metricOf(selector);
  if (metric === undefined || metric !== metricOf(other)) return false;
  const series = index.seriesOf(other).filter(({ times }) => times.length > 0);
  const own = selector.matchers.filter(({ name }) => name !== "__name__");
  const theirs = other.matchers.filter(({ name }) => name !== "__name__");
  const isUnlike = (matcher: Matcher) => {
    const same = theirs.filter(({ name }) => name === matcher.name);
    return same.length > 0 && !same.some(({ op, value }) => op === matcher.op && value === matcher.value);
  };
  const isUnmatched = (matcher: Matcher) =>
    !series.some(({ labels }) => matchesValue(matcher, labelValue(labels, matcher.name)));
  return series.length > 0 &&
    own.every(({ name }) => series.some(({ labels }) => Object.hasOwn(labels, name))) &&
    !own.some(isUnlike) &&
    own.filter(isUnmatched).length <= 1;
}
