import type { Duration } from "../../../src/core/time.ts";
import { readDuration } from "./read-duration.ts";
import { mostPoints } from "./series-line.ts";

const duration = String.raw`[+-]?\d+(?:[a-wyz]+)?`;
const item = new RegExp(String.raw`^(?:(_)|(\*)|(${duration})(?:([+-])(${duration}))?)(?:x(\d+))?$`);

/**
 * How far before or after its sample each start timestamp lies, ms; `undefined` where there is none.
 *
 * - `-1mx2` is three times -1m, `-30s-1mx2` goes on by -1m, `*` is the last one again, `_x3` three without.
 */
export function parseStartTimes(text: string): (Duration | undefined)[] {
  const starts: (Duration | undefined)[] = [];
  for (const word of text.trim().split(/\s+/)) {
    const match = item.exec(word);
    if (match === null) throw new SyntaxError(`Cannot read start timestamp "${word}"`);
    const [, none, again, first, sign, growth, times] = match;
    const more = times === undefined ? 0 : Number(times);
    if (starts.length + more > mostPoints) {
      throw new SyntaxError(`Cannot read start timestamp "${word}": a line may have ${mostPoints} points`);
    }
    if (none !== undefined) {
      for (let left = times === undefined ? 1 : more; left > 0; left -= 1) starts.push(undefined);
      continue;
    }
    const step = growth === undefined ? 0 : signedDuration(growth) * (sign === "-" ? -1 : 1);
    let start = again === undefined
      ? signedDuration(first ?? "")
      : starts.findLast((known) => known !== undefined) ?? 0;
    for (let left = more + 1; left > 0; left -= 1, start += step) starts.push(start);
  }
  return starts;
}

function signedDuration(text: string): Duration {
  const length = readDuration(text.replace(/^[+-]/, ""));
  return text.startsWith("-") ? -length : length;
}
