/**
 * A sample's value as Prometheus and OpenMetrics write it: the shortest text that reads back equal, `-0` and infinities signed.
 *
 * - An exponent has two digits at least, and stands below a millionth and from 1e+21: `1e-07`, `1.5e+21`.
 */
export function formatFloat(value: number): string {
  const magnitude = Math.abs(value);
  if (magnitude >= 1e-6 && magnitude < 1e21) return `${value}`;
  if (value === 0) return Object.is(value, -0) ? "-0" : "0";
  if (Number.isNaN(value)) return "NaN";
  if (magnitude === Infinity) return value > 0 ? "+Inf" : "-Inf";
  return `${value}`.replace(/e[+-](?=\d$)/, "$&0");
}

/** A value for reading beside its exact one: six significant digits, whole numbers in full. */
export function formatSixDigits(value: number): string {
  return formatFloat(Number.isInteger(value) || !Number.isFinite(value) ? value : Number(value.toPrecision(6)));
}
