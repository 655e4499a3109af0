import { formatInstant } from "../../core/format.ts";
import type { Interval } from "../../core/time.ts";
import type { QueryRange } from "../engine/evaluate.ts";

/**
 * Where the instants that are asked for lie; one instant is a range whose `step` is 0.
 *
 * - Up to a step of a range may lie outside, since clients begin and end it at whole steps.
 */
export function placeOf({ start, end, step }: QueryRange, session: Interval): "inside" | "partly outside" | "outside" {
  if (end < session.start || start > session.end) return "outside";
  return start < session.start - step || end > session.end + step ? "partly outside" : "inside";
}

/** A sentence without its capital when a query is asked for instants that its session does not have; `undefined` when it is not. */
export function outsideWords(asked: QueryRange, session: Interval): string | undefined {
  const place = placeOf(asked, session);
  if (place === "inside") return undefined;
  return `the ${asked.step > 0 ? "range" : "time"} asked for lies ${place} the session, which lasts from ${
    formatInstant(session.start)
  } to ${formatInstant(session.end)}`;
}

/** The parameters by which Prometheus' API asks for instants that the session has. */
export function insideWords(asked: QueryRange, { start, end }: Interval): string {
  const [from, to] = [start, end].map((at) => new Date(at).toISOString());
  return asked.step > 0 ? `ask with start=${from} and end=${to}` : `ask with time=${to}`;
}
