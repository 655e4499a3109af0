import { type Aggregation, withoutParens } from "../ast.ts";
import { aggregateGroup, type Aggregator, aggregators, quantileAggregator } from "./aggregators.ts";
import { type Column, hasValue } from "./column.ts";
import { countValues } from "./count-values.ts";
import { type Evaluation, scalarOf, vectorOf } from "./evaluation.ts";
import type { Grid } from "./grid.ts";
import { type Group, groupColumns } from "./grouping.ts";
import { limitByCount, limitByRatio } from "./limit.ts";
import { olderAggregators } from "./older-aggregators.ts";
import { noteQuantiles } from "./note-quantiles.ts";
import type { Rules } from "./options.ts";
import { topValues } from "./top-values.ts";

/** `sum by (…) (…)` and every other aggregation. */
export function aggregate(evaluation: Evaluation, expr: Aggregation, grid: Grid): readonly Column[] {
  const { parameter } = expr;
  if (expr.operator === "count_values") return countValues(evaluation, expr, grid);
  const numbers = parameter === undefined ? undefined : scalarOf(evaluation, parameter, grid);
  const columns = vectorOf(evaluation, expr.expr, grid);
  if (parameter === undefined || numbers === undefined) {
    return intoGroups(evaluation, groupColumns(expr, columns), aggregatorOf(expr.operator, evaluation.rules));
  }
  switch (expr.operator) {
    case "quantile":
      noteQuantiles(evaluation, extremesOf(numbers), parameter);
      return intoGroups(evaluation, groupColumns(expr, columns), quantileAggregator(numbers));
    case "topk":
    case "bottomk":
      return topValues(evaluation, expr, columns, numbers);
    case "limitk":
      return limitByCount(expr, columns, numbers);
    case "limit_ratio":
      return limitByRatio(evaluation, columns, numbers, withoutParens(parameter).position);
    default:
      throw new TypeError(`No aggregation "${expr.operator}"`);
  }
}

function aggregatorOf(operator: string, rules: Rules): Aggregator {
  const aggregator = (rules === 2 ? olderAggregators[operator] : undefined) ?? aggregators[operator];
  if (aggregator === undefined) throw new TypeError(`No aggregation "${operator}"`);
  return aggregator;
}

function intoGroups({ budget }: Evaluation, groups: readonly Group[], aggregator: Aggregator): Column[] {
  return groups.map((group) => {
    const column = aggregateGroup(group, aggregator);
    budget.take(column.values.length);
    return column;
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
