import { formatDuration, formatInstant, formatOffset, formatTimeOfDay } from "../core/format.ts";
import type { Instant } from "../core/time.ts";
import { placeOf } from "../promql/api/outside-words.ts";
import { findSelectors } from "../promql/selectors.ts";
import { type AskedSession, rangeOf, type SessionAnswer } from "./ask-session.ts";

/** For which time an answer is, in words of the session; how old its samples are where it is asked for later ones. */
export function formatHead({ when, expr }: SessionAnswer, { interval, phases, holdings }: AskedSession): string {
  const place = placeOf(rangeOf(when), interval);
  if (when.kind === "range") {
    return `From ${formatStamp(when.start)} (${formatOffset(when.start - interval.start)})` +
      ` to ${formatStamp(when.end)} (${formatOffset(when.end - interval.start)})` +
      (place === "inside" ? "" : `, ${place} the session`);
  }
  const { at } = when;
  if (place === "outside") {
    // What looks elsewhere than at this instant says by itself from when its samples are.
    const selectors = findSelectors(expr).filter((each) => each.offset === undefined && each.at === undefined);
    const series = selectors.flatMap((selector) => holdings.store.select(selector));
    const newest = Math.max(...series.map(({ times }) => times.findLast((time) => time <= at) ?? -Infinity));
    const age = newest === -Infinity
      ? ""
      : `; the newest sample is from ${formatTimeOfDay(newest)}, ${formatDuration(at - newest)} earlier`;
    return `At ${formatStamp(at)}, outside the session${age}`;
  }
  const phase = phases.findLast((each) => each.interval.start <= at && at <= each.interval.end);
  const where = at === interval.end ? "the session's end" : formatOffset(at - interval.start);
  return `At ${formatStamp(at)} (${where}${phase === undefined ? "" : `, ${phase.name}`})`;
}

function formatStamp(at: Instant): string {
  return at % 1_000 === 0 ? formatInstant(at) : `${new Date(at).toISOString().slice(0, 10)} ${formatTimeOfDay(at)} UTC`;
}
