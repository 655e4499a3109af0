import type { Labels } from "../../core/labels.ts";

/** One series of an instant vector over every step of a grid. */
export interface Column {
  readonly labels: Labels;
  /** The metric's name is to be dropped at the end of the evaluation. */
  readonly dropName: boolean;
  /** One value a step. */
  readonly values: Float64Array;
  /** 1 where there is a value, 0 where the value means nothing. */
  readonly present: Uint8Array;
}

/** The two vectors of a binary operator over the same `count` steps. */
export interface Sides {
  readonly left: readonly Column[];
  readonly right: readonly Column[];
  readonly count: number;
}

/** A column of `count` steps without a value. */
export function emptyColumn(labels: Labels, count: number, dropName = false): Column {
  return { labels, dropName, values: new Float64Array(count), present: new Uint8Array(count) };
}

/** Whether a column has a value at any step. */
export function hasValue({ present }: Column): boolean {
  return present.indexOf(1) >= 0;
}

/** 1 at each step where one of the columns has a value. */
export function anyPresent(columns: readonly Column[], count: number): Uint8Array {
  const any = new Uint8Array(count);
  for (const { present } of columns) {
    for (let step = 0; step < count; step++) {
      if (present[step] === 1) any[step] = 1;
    }
  }
  return any;
}
