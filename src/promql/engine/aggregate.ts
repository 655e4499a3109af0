import { type Aggregation, withoutParens } from "../ast.ts";
import { aggregateGroup, type Aggregator, aggregators, quantileAggregator } from "./aggregators.ts";
import { annotationTexts } from "./annotation.ts";
import { type Column, hasValue } from "./column.ts";
import { countValues } from "./count-values.ts";
import { type Evaluation, scalarOf, vectorOf } from "./evaluation.ts";
import type { Grid } from "./grid.ts";
import { groupColumns } from "./grouping.ts";
import { limitByCount, limitByRatio } from "./limit.ts";
import { topValues } from "./top-values.ts";

/** `sum by (…) (…)` and every other aggregation. */
export function aggregate(evaluation: Evaluation, expr: Aggregation, grid: Grid): readonly Column[] {
  const { parameter } = expr;
  if (expr.operator === "count_values") return countValues(evaluation, expr, grid);
  const numbers = parameter === undefined ? undefined : scalarOf(evaluation, parameter, grid);
  const columns = vectorOf(evaluation, expr.expr, grid);
  const place = parameter === undefined ? expr.position : withoutParens(parameter).position;
  if (numbers === undefined) return intoGroups(evaluation, expr, columns, aggregatorOf(expr.operator), grid);
  switch (expr.operator) {
    case "quantile":
      for (const q of extremesOf(numbers)) {
        if (!(q >= 0 && q <= 1)) evaluation.warn(annotationTexts.quantile(q), place);
      }
      return intoGroups(evaluation, expr, columns, quantileAggregator(numbers), grid);
    case "topk":
    case "bottomk":
      return topValues(evaluation, expr, columns, numbers, grid);
    case "limitk":
      return limitByCount(expr, columns, numbers, grid);
    case "limit_ratio":
      return limitByRatio(evaluation, columns, numbers, place);
    default:
      throw new TypeError(`No aggregation "${expr.operator}"`);
  }
}

function aggregatorOf(operator: string): Aggregator {
  const aggregator = aggregators[operator];
  if (aggregator === undefined) throw new TypeError(`No aggregation "${operator}"`);
  return aggregator;
}

function intoGroups(
  evaluation: Evaluation,
  expr: Aggregation,
  columns: readonly Column[],
  aggregator: Aggregator,
  grid: Grid,
): Column[] {
  return groupColumns(expr, columns).map(({ labels, columns: group }) => {
    evaluation.budget.take(grid.count);
    evaluation.budget.check();
    return aggregateGroup(group, labels, aggregator);
  }).filter(hasValue);
}

/** A NaN if there is one, the highest and the lowest: what a warning would name. */
function extremesOf(numbers: Float64Array): Set<number> {
  const known = numbers.filter((value) => !Number.isNaN(value));
  const extremes = new Set<number>();
  if (known.length < numbers.length) extremes.add(NaN);
  if (known.length === 0) return extremes;
  return extremes.add(known.reduce((a, b) => Math.max(a, b))).add(known.reduce((a, b) => Math.min(a, b)));
}
