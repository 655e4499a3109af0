/** Functions of one number, by name; each is NaN where it is not defined. */
export const mathFunctions: Readonly<Record<string, (value: number) => number>> = {
  abs: Math.abs,
  acos: Math.acos,
  acosh: Math.acosh,
  asin: Math.asin,
  asinh: Math.asinh,
  atan: Math.atan,
  atanh: Math.atanh,
  ceil: Math.ceil,
  cos: Math.cos,
  cosh: (value) => overflows(value) ? Infinity : Math.cosh(value),
  deg: (value) => value * 180 / Math.PI,
  exp: Math.exp,
  floor: Math.floor,
  ln: Math.log,
  log10: Math.log10,
  log2: Math.log2,
  rad: (value) => value * Math.PI / 180,
  sgn: (value) => value < 0 ? -1 : value > 0 ? 1 : value,
  sin: Math.sin,
  sinh: (value) => overflows(value) ? value * Infinity : Math.sinh(value),
  sqrt: Math.sqrt,
  tan: Math.tan,
  tanh: Math.tanh,
};

/** Where Go's `sinh` and `cosh` are infinite: they halve the power of e, which is so a little earlier than the result. */
function overflows(value: number): boolean {
  return Math.exp(Math.abs(value)) === Infinity;
}
