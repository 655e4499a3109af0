/** `x` to the power of `y` as Prometheus has it: 1 to anything is 1, and −1 to ±Inf too. */
export function power(x: number, y: number): number {
  if (x === 1) return 1;
  if (x === -1 && (y === Infinity || y === -Infinity)) return 1;
  return x ** y;
}

/** The larger number; NaN when one is NaN, unless the other is +Inf. */
export function largerOf(x: number, y: number): number {
  return x === Infinity || y === Infinity ? Infinity : Math.max(x, y);
}

/** The smaller number; NaN when one is NaN, unless the other is −Inf. */
export function smallerOf(x: number, y: number): number {
  return x === -Infinity || y === -Infinity ? -Infinity : Math.min(x, y);
}

/** The shortest text that reads back equal, never with an exponent: `0.0000001`, `100000000000000000000000`. */
export function formatPlain(value: number): string {
  const special = formatSpecial(value);
  if (special !== undefined) return special;
  const text = String(value);
  const match = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (match === null) return Object.is(value, -0) ? "-0" : text;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  return `${sign}${digits.padEnd(point, "0")}`;
}

/** The shortest text, with an exponent of two digits or more below 1e-4 and from 1e+06: as Prometheus' texts have it. */
export function formatShort(value: number): string {
  const special = formatSpecial(value);
  if (special !== undefined) return special;
  const magnitude = Math.abs(value);
  return value === 0 || magnitude >= 1e-4 && magnitude < 1e6 ? formatPlain(value) : formatScientific(value);
}

/** The shortest text with an exponent of two digits or more: `2.5e-01`, `1.234567e+06`, `0e+00`. */
export function formatScientific(value: number): string {
  const special = formatSpecial(value);
  if (special !== undefined) return special;
  const [mantissa = "", exponent = "0"] = value.toExponential().split("e");
  const power = Number(exponent);
  const sign = Object.is(value, -0) ? "-" : "";
  return `${sign}${mantissa}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
}

/** A number as a label's value: `0.9`, `1.0`, `+Inf`. */
export function formatLabelNumber(value: number): string {
  const text = formatShort(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

function formatSpecial(value: number): string | undefined {
  if (Number.isNaN(value)) return "NaN";
  if (Number.isFinite(value)) return undefined;
  return value > 0 ? "+Inf" : "-Inf";
}

/** The number that a label's value stands for; `undefined` when it is none. */
export function parseLabelNumber(text: string | undefined): number | undefined {
  if (text === undefined || text.trim() !== text) return undefined;
  if (/^[+-]?inf(inity)?$/i.test(text)) return text.startsWith("-") ? -Infinity : Infinity;
  if (/^nan$/i.test(text)) return NaN;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
}
