import type { Rules } from "./options.ts";
import { QueryError } from "./query-error.ts";
import { formatShort } from "./go-number.ts";

/**
 * How many series to keep at each step, whole numbers; `undefined` when it is none anywhere.
 * Throws `QueryError` with Prometheus' words for a NaN or a number beyond a 64-bit integer.
 */
export function countsOf(numbers: Float64Array, rules: Rules = 3): Float64Array | undefined {
  if (rules === 2) {
    const beyond = numbers.find((value) => !(value >= -(2 ** 63) && value < 2 ** 63));
    if (beyond !== undefined) throw new QueryError("execution", `Scalar value ${formatShort(beyond)} overflows int64`);
  }
  const known = numbers.filter((value) => !Number.isNaN(value));
  const highest = known.reduce((a, b) => Math.max(a, b), -Infinity);
  if (known.length === numbers.length && highest < 1) return undefined;
  if (known.length < numbers.length) throw new QueryError("execution", "Parameter value is NaN");
  const lowest = known.reduce((a, b) => Math.min(a, b), Infinity);
  if (lowest <= -(2 ** 63)) {
    throw new QueryError("execution", `Scalar value ${formatShort(lowest)} underflows int64`);
  }
  if (highest >= 2 ** 63) throw new QueryError("execution", `Scalar value ${formatShort(highest)} overflows int64`);
  return numbers.map(Math.trunc);
}
