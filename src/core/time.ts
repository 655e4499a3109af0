/** An instant: milliseconds since the Unix epoch, UTC. */
export type Instant = number;

/** A duration in milliseconds. */
export type Duration = number;

/** The half-open interval `[start, end)`. */
export interface Interval {
  readonly start: Instant;
  readonly end: Instant;
}

const unitMilliseconds: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_536_000_000,
};

/**
 * The duration that a Prometheus duration literal such as `250ms`, `15s` or `1m30s` stands for.
 *
 * - Units must come in descending order, each at most once, as in PromQL.
 * - Throws `SyntaxError` when the text is no duration.
 */
export function parseDuration(text: string): Duration {
  const match = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/.exec(text);
  if (match === null || text === "") {
    throw new SyntaxError(`Cannot read duration "${text}": expected a form such as "250ms", "15s" or "1m30s"`);
  }
  const units = ["y", "w", "d", "h", "m", "s", "ms"];
  return units.reduce((sum, unit, index) => sum + Number(match[index + 1] ?? 0) * (unitMilliseconds[unit] ?? 0), 0);
}

/** The length of an interval; 0 when it ends before it starts. */
export function lengthOf(interval: Interval): Duration {
  return Math.max(0, interval.end - interval.start);
}

/** The part that both intervals cover; `undefined` when they do not meet. */
export function intersect(a: Interval, b: Interval): Interval | undefined {
  const start = Math.max(a.start, b.start);
  const end = Math.min(a.end, b.end);
  return start < end ? { start, end } : undefined;
}

/** Whether the instant lies in the half-open interval. */
export function contains(interval: Interval, at: Instant): boolean {
  return at >= interval.start && at < interval.end;
}
