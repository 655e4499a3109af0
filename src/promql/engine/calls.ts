import type { Call } from "../ast.ts";
import { findExtensionFault } from "../extension-fault.ts";
import { nativeFunctions, olderNames } from "../functions.ts";
import { unknownFunction } from "../unexpected.ts";
import { absentOf } from "./absent.ts";
import { callOverRange, findRangeArgument } from "./call-range.ts";
import type { Column } from "./column.ts";
import { type Evaluation, scalarOf, vectorOf, type Yield } from "./evaluation.ts";
import { type Grid, timesOf } from "./grid.ts";
import { histogramFraction, histogramQuantile, histogramQuantiles } from "./histogram-functions.ts";
import { addInfo } from "./info.ts";
import { joinLabels, replaceLabel } from "./label-functions.ts";
import { QueryError } from "./query-error.ts";
import { findRangeKernel } from "./range-functions.ts";
import { sortVector } from "./sort-functions.ts";
import { timestampOf } from "./timestamp.ts";
import { callPerValue, everyStep } from "./vector-functions.ts";

/** A function's call. */
export function evaluateCall(evaluation: Evaluation, call: Call, grid: Grid): Yield {
  if (evaluation.rules === 3 && olderNames.has(call.name)) {
    const { message, position } = unknownFunction({ text: call.name, start: call.position.start });
    throw new QueryError("invalid", message, position);
  }
  const scalar = scalarCall(evaluation, call, grid);
  if (scalar !== undefined) return { kind: "scalar", values: scalar };
  return { kind: "vector", columns: vectorCall(evaluation, call, grid) };
}

/** A call that yields a scalar; `undefined` for another. */
function scalarCall(evaluation: Evaluation, call: Call, grid: Grid): Float64Array | undefined {
  const { start, end, step } = evaluation.query;
  const constant = (value: number) => new Float64Array(grid.count).fill(value);
  const [first, second] = call.args;
  switch (call.name) {
    case "pi":
      return constant(Math.PI);
    case "start":
      return constant(start / 1_000);
    case "end":
      return constant(end / 1_000);
    case "step":
      return constant(step / 1_000);
    case "range":
      return constant((end - start) / 1_000);
    case "time":
      return timesOf(grid).map((at) => at / 1_000);
    case "min_of":
    case "max_of": {
      const others = scalarOf(evaluation, second, grid);
      const choose = call.name === "min_of" ? Math.min : Math.max;
      return scalarOf(evaluation, first, grid).map((value, at) => choose(value, others[at] as number));
    }
    case "scalar":
      return onlyValues(vectorOf(evaluation, first, grid), grid.count);
    default:
      return undefined;
  }
}

/** At each step the value of the only column that has one; NaN where none or several do. */
function onlyValues(columns: readonly Column[], count: number): Float64Array {
  const values = new Float64Array(count).fill(NaN);
  const found = new Uint8Array(count);
  for (const column of columns) {
    for (let step = 0; step < count; step++) {
      if (column.present[step] !== 1 || found[step] === 2) continue;
      found[step] = (found[step] as number) + 1;
      values[step] = found[step] === 1 ? column.values[step] as number : NaN;
    }
  }
  return values;
}

function vectorCall(evaluation: Evaluation, call: Call, grid: Grid): readonly Column[] {
  const range = findRangeArgument(call);
  if (range !== undefined) {
    const fault = findExtensionFault(call.name, range);
    if (fault !== undefined) throw new QueryError("execution", fault, range.position);
    const extension = range.kind === "matrix" ? range.selector.extension : undefined;
    const kernel = findRangeKernel(call.name, extension, evaluation.rules);
    if (kernel === undefined) throw unsupported(call);
    const columns = callOverRange(evaluation, call, { argument: range, kernel, grid });
    return call.name === "absent_over_time" ? absentOf(range, columns, grid.count) : columns;
  }
  const [first] = call.args;
  // For what their argument has to say: a fault, or a warning.
  if (nativeFunctions.has(call.name)) return vectorOf(evaluation, first, grid).slice(0, 0);
  switch (call.name) {
    case "absent":
      return absentOf(first, vectorOf(evaluation, first, grid), grid.count);
    case "histogram_fraction":
      return histogramFraction(evaluation, call, grid);
    case "histogram_quantile":
      return histogramQuantile(evaluation, call, grid);
    case "histogram_quantiles":
      return histogramQuantiles(evaluation, call, grid);
    case "info":
      return addInfo(evaluation, call, grid);
    case "label_join":
      return joinLabels(evaluation, call, grid);
    case "label_replace":
      return replaceLabel(evaluation, call, grid);
    case "sort":
    case "sort_desc":
    case "sort_by_label":
    case "sort_by_label_desc":
      return sortVector(evaluation, call, grid);
    case "timestamp":
      return timestampOf(evaluation, call, grid);
    case "vector":
      return [everyStep(scalarOf(evaluation, first, grid))];
    default: {
      const columns = callPerValue(evaluation, call, grid);
      if (columns === undefined) throw unsupported(call);
      return columns;
    }
  }
}

function unsupported({ name, position }: Call): QueryError {
  return new QueryError("unsupported", `function "${name}" is not supported`, position);
}
