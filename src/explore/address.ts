import { type Duration, type Interval, parseDuration } from "../core/time.ts";
import { formatDurationLiteral } from "../promql/duration.ts";
import { formatIso, parseInstantText } from "./instant-text.ts";
import { type Question, rangeOver, type When } from "./question.ts";

/** What an address leaves out, because the session says it: the range over all of it in the plan's steps. */
export interface AddressDefaults {
  readonly interval: Interval;
  readonly step: Duration;
}

/** What an address asks. `problem` tells, in words, what of it could not be read; the session's own stands in its place. */
export interface AskedAddress extends Question {
  readonly problem: string;
}

/** The search part of the address that asks a question: `?query=up&start=…&end=…&step=15s`, or `?query=up&at=…`. */
export function formatAddress({ query, when }: Question, { interval, step }: AddressDefaults): string {
  const parts: (readonly [name: string, value: string])[] = [["query", query]];
  if (when.kind === "instant") parts.push(["at", formatIso(when.at)]);
  else {
    if (when.start !== interval.start) parts.push(["start", formatIso(when.start)]);
    if (when.end !== interval.end) parts.push(["end", formatIso(when.end)]);
    if (when.step !== step) parts.push(["step", formatDurationLiteral(when.step)]);
  }
  return `?${parts.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&")}`;
}

/** The question that an address's search part asks; its query is "" where the address has none. Never throws. */
export function parseAddress(search: string, defaults: AddressDefaults): AskedAddress {
  const parts = new URLSearchParams(search);
  const query = parts.get("query") ?? "";
  try {
    return { query, when: parseWhen(parts, defaults), problem: "" };
  } catch (error) {
    const problem = `The address asks for what cannot be shown: ${error instanceof Error ? error.message : error}`;
    return { query, when: { kind: "range", ...defaults.interval, step: defaults.step }, problem };
  }
}

function parseWhen(parts: URLSearchParams, { interval, step }: AddressDefaults): When {
  const instant = (name: string) => {
    const text = parts.get(name);
    return text === null ? undefined : parseInstantText(text, interval);
  };
  const at = instant("at");
  if (at !== undefined) return { kind: "instant", at };
  const every = parts.get("step");
  const range = { start: instant("start") ?? interval.start, end: instant("end") ?? interval.end };
  return rangeOver(range, every === null ? step : parseDuration(every));
}
