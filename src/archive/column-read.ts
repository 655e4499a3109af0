import { highWord, powersOfTen, staleWords } from "./column.ts";

/** A column that was read: its values, and a flag for each staleness marker if there is one. */
export interface Column {
  readonly values: Float64Array;
  readonly stale: Uint8Array | undefined;
}

const quote = 34, comma = 44, minus = 45, zero = 48;

/**
 * Reads the elements that `formatColumn` wrote with a scale; `text` holds them without brackets.
 * Throws `SyntaxError` when they are not `length` whole numbers and sentinels.
 */
export function parseDeltas(text: string, length: number, scale: number, order: 1 | 2): Column {
  const values = allocate(text, length);
  const power = powersOfTen[scale] ?? NaN;
  const end = text.length;
  let stale: Uint8Array | undefined;
  let at = 0;
  let before = 0;
  let step = 0;
  for (let index = 0; index < length; index++) {
    if (index > 0 && text.charCodeAt(at++) !== comma) throw new SyntaxError(`element ${index} does not end in a comma`);
    let code = text.charCodeAt(at);
    if (code === quote) {
      const close = text.indexOf('"', at + 1);
      if (close < 0 || close - at > 24) throw new SyntaxError(`element ${index + 1} has no closing quote`);
      if (writeSentinel(text.slice(at + 1, close), values, index)) (stale ??= new Uint8Array(length))[index] = 1;
      at = close + 1;
      continue;
    }
    const negative = code === minus;
    if (negative) code = text.charCodeAt(++at);
    const first = at;
    let whole = 0;
    while (code >= zero && code <= 57) {
      whole = whole * 10 + code - zero;
      code = ++at < end ? text.charCodeAt(at) : 0;
    }
    if (at === first || at - first > 16) throw new SyntaxError(`element ${index + 1} is no whole number`);
    const delta = (negative ? -whole : whole) + step;
    if (order === 2) step = index === 0 ? 0 : delta;
    before += delta;
    values[index] = before / power;
  }
  if (at !== end) throw new SyntaxError(`more than ${length} elements`);
  return { values, stale };
}

/** Reads the elements that `formatColumn` wrote without a scale. Throws `SyntaxError` as `parseDeltas` does. */
export function parseDecimals(text: string, length: number): Column {
  const values = allocate(text, length);
  const elements = JSON.parse(`[${text}]`) as unknown[];
  if (elements.length !== length) throw new SyntaxError(`${elements.length} elements instead of ${length}`);
  let stale: Uint8Array | undefined;
  for (let index = 0; index < length; index++) {
    const element = elements[index];
    if (typeof element === "number" && Number.isFinite(element)) values[index] = element;
    else if (typeof element !== "string") throw new SyntaxError(`element ${index + 1} is no number`);
    else if (writeSentinel(element, values, index)) (stale ??= new Uint8Array(length))[index] = 1;
  }
  return { values, stale };
}

/** An element takes a digit and a comma at least: a length that the text cannot hold allocates nothing. */
function allocate(text: string, length: number): Float64Array {
  if (2 * length - 1 > text.length) throw new SyntaxError(`fewer than ${length} elements`);
  return new Float64Array(length);
}

/** Puts the value that a sentinel stands for at `index`; true when it is a staleness marker. */
function writeSentinel(text: string, values: Float64Array, index: number): boolean {
  switch (text) {
    case "stale":
      writeBits(values, index, staleWords.high, staleWords.low);
      return true;
    case "NaN":
      values[index] = NaN;
      return false;
    case "+Inf":
      values[index] = Infinity;
      return false;
    case "-Inf":
      values[index] = -Infinity;
      return false;
    case "-0":
      values[index] = -0;
      return false;
  }
  const match = /^NaN:([0-9a-f]{8})([0-9a-f]{8})$/.exec(text);
  if (match === null) throw new SyntaxError(`element ${index + 1} is ${JSON.stringify(text)}, which is no value`);
  writeBits(values, index, parseInt(match[1] ?? "", 16), parseInt(match[2] ?? "", 16));
  if (!Number.isNaN(values[index])) throw new SyntaxError(`element ${index + 1} is no NaN`);
  return false;
}

function writeBits(values: Float64Array, index: number, high: number, low: number): void {
  const words = new Uint32Array(values.buffer, values.byteOffset + 8 * index, 2);
  words[highWord] = high;
  words[1 - highWord] = low;
}
