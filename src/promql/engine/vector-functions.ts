import type { Call, Expr } from "../ast.ts";
import { mergeColumns, withoutName } from "./assemble.ts";
import type { Column } from "./column.ts";
import { dateFunctions } from "./date-functions.ts";
import { type Evaluation, scalarOf, vectorOf } from "./evaluation.ts";
import { largerOf, smallerOf } from "./go-number.ts";
import { type Grid, timesOf } from "./grid.ts";
import { mathFunctions } from "./math-functions.ts";

/** What becomes of a value; the arguments beside it may change from step to step. */
type PerValue = (value: number, step: number) => number;

/** A call that works on each value of a vector by itself; `undefined` for another call. */
export function callPerValue(evaluation: Evaluation, call: Call, grid: Grid): Column[] | undefined {
  const [vector] = call.args;
  const ofDate = dateFunctions[call.name];
  if (ofDate !== undefined && vector === undefined) return [everyStep(timesOf(grid).map((at) => ofDate(at / 1_000)))];
  const change = mathFunctions[call.name] ?? ofDate ?? findChange(evaluation, call, grid);
  if (change === undefined) return call.name === "clamp" ? clamp(evaluation, call, grid) : undefined;
  return mapColumns(evaluation, vectorOf(evaluation, vector, grid), change);
}

function mapColumns(evaluation: Evaluation, columns: readonly Column[], change: PerValue): Column[] {
  return mergeColumns(columns.map((column) => {
    evaluation.budget.take(column.values.length);
    return withoutName(evaluation, { ...column, values: column.values.map(change) });
  }));
}

/** `clamp(v, low, high)`: nothing at the steps at which `high` is below `low`. */
function clamp(evaluation: Evaluation, { args: [vector, first, second] }: Call, grid: Grid): Column[] {
  const columns = vectorOf(evaluation, vector, grid);
  const [low, high] = [scalarOf(evaluation, first, grid), scalarOf(evaluation, second, grid)];
  const isEmpty = (step: number) => (high[step] as number) < (low[step] as number);
  const kept = columns.map((column) => ({
    ...column,
    present: column.present.map((flag, step) => isEmpty(step) ? 0 : flag),
  }));
  return mapColumns(evaluation, kept, clampBy(low, high));
}

/** What a function makes of a value by its other arguments; `undefined` for another function. */
function findChange(evaluation: Evaluation, { name, args }: Call, grid: Grid): PerValue | undefined {
  const [, first] = args;
  const numbersOf = (argument: Expr | undefined) => scalarOf(evaluation, argument, grid);
  switch (name) {
    case "clamp_min":
      return clampBy(numbersOf(first), undefined);
    case "clamp_max":
      return clampBy(undefined, numbersOf(first));
    case "round":
      return roundBy(first === undefined ? undefined : numbersOf(first));
    default:
      return undefined;
  }
}

/** A column with a value at every step and no labels. */
export function everyStep(values: Float64Array): Column {
  return { labels: {}, dropName: false, values, present: new Uint8Array(values.length).fill(1) };
}

function clampBy(low: Float64Array | undefined, high: Float64Array | undefined): PerValue {
  return (value, step) => largerOf(low?.[step] ?? -Infinity, smallerOf(high?.[step] ?? Infinity, value));
}

/** To the nearest multiple, halves up; by the inverse, which loses less than dividing. */
function roundBy(nearest: Float64Array | undefined): PerValue {
  return (value, step) => {
    const inverse = 1 / (nearest?.[step] ?? 1);
    return Math.floor(value * inverse + 0.5) / inverse;
  };
}
