/** A column of samples as the text of one JSON array; see `samples.ts` for the layout that it is part of. */
export interface ColumnText {
  /** Decimal places by which deltas are scaled to whole numbers; `undefined` when the array holds plain decimals. */
  readonly scale: number | undefined;
  /** The array's elements, without brackets. */
  readonly elements: string;
}

/** 10^0 to 10^15, all exact as doubles. */
export const powersOfTen: readonly number[] = Array.from({ length: 16 }, (_, power) => Number(`1e${power}`));

/** Scaled values stay below this, so that a delta of deltas is still exact. */
const largestScaled = 2 ** 50;

/** The high and low words of the staleness marker, 0x7ff0000000000002. */
export const staleWords = { high: 0x7ff00000, low: 2 } as const;

const littleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

/** The words of a double's bits in a `Uint32Array` over the same buffer: index of the high one within its pair. */
export const highWord = littleEndian ? 1 : 0;

/**
 * Writes values so that they read back bit for bit.
 *
 * - `order` 1 writes deltas, 2 deltas of deltas, of `value · 10^scale`; the scale is used only when dividing the whole
 *   numbers by it again gives every value. Otherwise the shortest decimals that read back equal.
 * - NaN, ±Inf, -0, other NaN bit patterns (`NaN:` and 16 hexadecimal digits) and staleness markers are texts in the array;
 *   they do not move the delta.
 */
export function formatColumn(values: Float64Array, order: 1 | 2, stale?: Uint8Array): ColumnText {
  const scale = findScale(values);
  const bits = new Uint32Array(new Float64Array(values).buffer);
  const elements: (string | number)[] = new Array(values.length);
  let before = 0;
  let step = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? NaN;
    if (stale?.[index] === 1) elements[index] = '"stale"';
    else if (!isPlain(value)) elements[index] = formatSentinel(value, bits, index);
    else if (scale === undefined) elements[index] = value;
    else {
      const scaled = Math.round(value * (powersOfTen[scale] ?? 1));
      const delta = scaled - before;
      elements[index] = delta - step;
      if (order === 2) step = index === 0 ? 0 : delta;
      before = scaled;
    }
  }
  return { scale, elements: elements.join(",") };
}

function isPlain(value: number): boolean {
  return Number.isFinite(value) && !Object.is(value, -0);
}

/** The smallest scale at which every plain value comes back exactly; `undefined` when there is none. */
function findScale(values: Float64Array): number | undefined {
  let scale = 0;
  for (const value of values) {
    while (isPlain(value) && !isExact(value, scale)) {
      if (++scale >= powersOfTen.length) return undefined;
    }
  }
  return values.every((value) => !isPlain(value) || isExact(value, scale)) ? scale : undefined;
}

function isExact(value: number, scale: number): boolean {
  const power = powersOfTen[scale] ?? NaN;
  const scaled = Math.round(value * power);
  return Math.abs(scaled) <= largestScaled && scaled / power === value;
}

function formatSentinel(value: number, bits: Uint32Array, index: number): string {
  if (value === Infinity) return '"+Inf"';
  if (value === -Infinity) return '"-Inf"';
  if (value === 0) return '"-0"';
  const high = bits[2 * index + highWord] ?? 0;
  const low = bits[2 * index + 1 - highWord] ?? 0;
  if (high === 0x7ff80000 && low === 0) return '"NaN"';
  return `"NaN:${hex(high)}${hex(low)}"`;
}

function hex(word: number): string {
  return word.toString(16).padStart(8, "0");
}
