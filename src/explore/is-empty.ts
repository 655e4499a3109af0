import type { QueryValue } from "../promql/engine/query-value.ts";

/** Whether a value holds nothing to show. */
export function isEmpty(value: QueryValue): boolean {
  switch (value.kind) {
    case "vector":
      return value.samples.length === 0;
    case "matrix":
      return value.series.length === 0;
    case "scalar":
    case "string":
      return false;
  }
}
