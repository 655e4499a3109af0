import type { Moments } from "../core/moments.ts";
import type { Duration, Interval } from "../core/time.ts";
import { formatDurationLiteral } from "../promql/duration.ts";
import { formatIso, parseInstantText, parseStepText } from "./instant-text.ts";
import { type Question, rangeOver, type When } from "./question.ts";

/** What an address leaves out, because the session says it: the range over all of it in the plan's steps. */
export interface AddressDefaults {
  readonly interval: Interval;
  readonly step: Duration;
}

/** The same with the names by which an address may call moments. */
export interface AddressMoments extends AddressDefaults, Moments {}

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
export function parseAddress(search: string, session: AddressMoments): AskedAddress {
  const parts = new URLSearchParams(search);
  const problems: string[] = [];
  const when = parseWhen(parts, session, (error) => {
    problems.push(error instanceof Error ? error.message : String(error));
  });
  const problem = problems.length === 0 ? "" : `The address asks for what cannot be shown: ${problems.join("; ")}`;
  return { query: parts.get("query") ?? "", when, problem };
}

/** When an address asks; each part that cannot be read is told, and all of the session in its own steps asked in its place. */
function parseWhen(parts: URLSearchParams, session: AddressMoments, tell: (error: unknown) => void): When {
  const { interval, step } = session;
  let isRead = true;
  const tried = <Value>(read: () => Value): Value | undefined => {
    try {
      return read();
    } catch (error) {
      isRead = false;
      tell(error);
      return undefined;
    }
  };
  const part = <Value>(name: string, read: (text: string) => Value) => {
    const text = parts.get(name);
    return text === null ? undefined : tried(() => read(text));
  };
  const instant = (name: string, edge: "start" | "end") => part(name, (text) => parseInstantText(text, session, edge));
  const at = instant("at", "start");
  const range = { start: instant("start", "start") ?? interval.start, end: instant("end", "end") ?? interval.end };
  const every = part("step", parseStepText) ?? step;
  const whole: When = { kind: "range", ...interval, step };
  if (!isRead) return whole;
  return at === undefined ? tried(() => rangeOver(range, every)) ?? whole : { kind: "instant", at };
}
