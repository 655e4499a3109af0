import type { Call } from "../ast.ts";
import { mergeColumns, withoutName } from "./assemble.ts";
import type { Column } from "./column.ts";
import { dateFunctions } from "./date-functions.ts";
import { type Evaluation, scalarOf, vectorOf } from "./evaluation.ts";
import { largerOf, smallerOf } from "./go-number.ts";
import { type Grid, timesOf } from "./grid.ts";
import { mathFunctions } from "./math-functions.ts";

type PerValue = (value: number, step: number) => number;

/** Every value of a vector changed, the names gone. */
export function mapColumns(evaluation: Evaluation, columns: readonly Column[], change: PerValue): Column[] {
  return mergeColumns(columns.map((column) => {
    evaluation.budget.take(column.values.length);
    return withoutName(evaluation, { ...column, values: column.values.map(change) });
  }));
}

/** A call that works on each value of a vector by itself; `undefined` for another call. */
export function callPerValue(evaluation: Evaluation, call: Call, grid: Grid): Column[] | undefined {
  const [first, second, third] = call.args;
  const ofDate = dateFunctions[call.name];
  if (ofDate !== undefined && first === undefined) return [everyStep(timesOf(grid).map((at) => ofDate(at / 1_000)))];
  const change = mathFunctions[call.name] ?? ofDate ?? changeOf();
  if (first === undefined || change === undefined) return undefined;
  return mapColumns(evaluation, vectorOf(evaluation, first, grid), change);

  function changeOf(): PerValue | undefined {
    const numbers = [second, third].map((arg) => arg === undefined ? undefined : () => scalarOf(evaluation, arg, grid));
    switch (call.name) {
      case "clamp":
        return clampBy(numbers[0]?.(), numbers[1]?.());
      case "clamp_min":
        return clampBy(numbers[0]?.(), undefined);
      case "clamp_max":
        return clampBy(undefined, numbers[0]?.());
      case "round":
        return roundBy(numbers[0]?.());
      default:
        return undefined;
    }
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
