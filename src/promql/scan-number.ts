/** A number or a duration in a query's text, or what only begins like one. */
export interface NumberScan {
  readonly kind: "number" | "duration" | "error";
  /** Where it ends; of an `error`, where Prometheus stops to read. */
  readonly end: number;
}

const plainDigit = /[0-9]/;
const hexDigit = /[0-9a-fA-F]/;

/**
 * Reads the number or duration that starts with a digit, or a dot and a digit, as Prometheus' scanner does.
 *
 * What it takes for a duration may still be none: `5m1h` and `1.5h` are refused when their value is read.
 */
export function scanNumber(text: string, start: number): NumberScan {
  const number = numberEnd(text, start);
  if (number.good) return { kind: "number", end: number.end };
  const duration = durationEnd(text, number.end);
  return { kind: duration.good ? "duration" : "error", end: duration.end };
}

function numberEnd(text: string, start: number): { good: boolean; end: number } {
  const isHex = /^0[xX]/.test(text.slice(start, start + 2));
  const digit = isHex ? hexDigit : plainDigit;
  const allowed = isHex ? /[0-9a-fA-F._]/ : /[0-9._eE]/;
  let at = start;
  const accept = (pattern: RegExp) => {
    const found = at < text.length && pattern.test(text.charAt(at));
    if (found) at += 1;
    return found;
  };
  if (isHex) {
    at += 2;
    accept(/_/);
  }
  accept(/\./);
  accept(digit);
  let dot = false;
  let exponent = false;
  while (at < text.length && allowed.test(text.charAt(at))) {
    const char = text.charAt(at);
    if (digit.test(char)) at += 1;
    else if (char === ".") {
      at += 1;
      if (dot || isHex || accept(/[_.]/)) return { good: false, end: at };
      dot = true;
    } else if (char === "_") {
      at += 1;
      if (accept(/[._eE]/) || at === text.length) return { good: false, end: at };
    } else {
      at += 1;
      if (exponent) return { good: false, end: at };
      exponent = true;
      accept(/[+-]/);
      if (accept(/[._eE]/) || at === text.length) return { good: false, end: at };
    }
  }
  return { good: !isWordPart(text[at]), end: at };
}

/** The rest of a duration whose first digits end at `from`. */
function durationEnd(text: string, from: number): { good: boolean; end: number } {
  const units = /[smhdwy]s?(?:[0-9]+[smhdw]s?)*(?:[0-9]+)?/y;
  units.lastIndex = from;
  const found = units.exec(text);
  if (found === null) return { good: false, end: from };
  const end = from + found[0].length;
  if (/[0-9]$/.test(found[0])) return { good: false, end };
  return isWordPart(text[end]) ? { good: false, end: end + 1 } : { good: true, end };
}

function isWordPart(char: string | undefined): boolean {
  return char !== undefined && /[A-Za-z0-9_]/.test(char);
}
