import { labelValue } from "../../core/labels.ts";
import type { Call } from "../ast.ts";
import type { Column } from "./column.ts";
import { type Evaluation, textOf, vectorOf } from "./evaluation.ts";
import type { Grid } from "./grid.ts";
import { compareLabels, compareTexts } from "./label-set.ts";

/** `sort` and its kin: the order of a vector's samples. Over a range the series are sorted by labels whatever it asks. */
export function sortVector(evaluation: Evaluation, call: Call, grid: Grid): readonly Column[] {
  const [vector, ...texts] = call.args;
  const columns = vectorOf(evaluation, vector, grid);
  if (grid.count !== 1) return columns;
  const sign = call.name.endsWith("_desc") ? -1 : 1;
  if (!call.name.startsWith("sort_by_label")) return columns.toSorted((a, b) => compareValues(a, b, sign));
  const names = texts.map(textOf);
  return columns.toSorted((a, b) => {
    for (const name of names) {
      const order = compareNatural(labelValue(a.labels, name), labelValue(b.labels, name));
      if (order !== 0) return sign * order;
    }
    return sign * compareLabels(a.labels, b.labels);
  });
}

/** By the only step's value; NaN comes last whichever way. */
function compareValues(a: Column, b: Column, sign: number): number {
  const left = a.values[0] as number;
  const right = b.values[0] as number;
  if (Number.isNaN(left) || Number.isNaN(right)) return Number(Number.isNaN(left)) - Number(Number.isNaN(right));
  return left === right ? 0 : left < right ? -sign : sign;
}

function isNumeric(text: string): boolean {
  return /^\d/.test(text);
}

const chunk = /\d+|\D+/g;

/** Texts with the numbers in them compared as numbers: `a2` before `a10`. */
function compareNatural(a: string, b: string): number {
  const left = a.match(chunk) ?? [];
  const right = b.match(chunk) ?? [];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const [x, y] = [left[index], right[index]];
    if (x === undefined || y === undefined) return x === undefined ? -1 : 1;
    if (x === y) continue;
    if (!isNumeric(x) || !isNumeric(y)) return compareTexts(x, y);
    if (Number(x) !== Number(y)) return Number(x) - Number(y);
  }
  return 0;
}
