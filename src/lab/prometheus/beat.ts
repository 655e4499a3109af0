import type { Duration, Instant } from "../../core/time.ts";

/** Instants that recur: `offset` ms after each multiple of `interval` since the epoch. */
export interface Beat {
  readonly interval: Duration;
  readonly offset: Duration;
}

/** What a beat is kept with. */
export interface BeatEffects {
  /** Wall clock, ms since the epoch. */
  now(): Instant;
  /** Resolves after so long, or at once when the signal aborts. */
  sleep(duration: Duration, signal: AbortSignal): Promise<void>;
}

/** A sample is stamped with the beat where it is taken so little later, ms: columns of even times are small. */
const tolerance: Duration = 2;

/** The last instant of the beat that is not later than `at`. */
export function lastBeat({ interval, offset }: Beat, at: Instant): Instant {
  return Math.floor((at - offset) / interval) * interval + offset;
}

/** The stamp of what is done at `now`: that of the beat where it is hardly later, `now` otherwise. */
export function alignedStamp(beat: Beat, now: Instant): Instant {
  const due = lastBeat(beat, now);
  return now - due <= tolerance ? due : now;
}

/**
 * Acts at each instant of a beat, from the next one on, until the signal aborts; `due` is the instant, `now` the clock.
 *
 * - What is due while it still acts, or while the process stands still, is done once, late; the others are left out.
 * - A clock that is set back is followed.
 */
export async function keepBeat(
  beat: Beat,
  act: (due: Instant, now: Instant) => Promise<void> | void,
  signal: AbortSignal,
  effects: BeatEffects,
): Promise<void> {
  let next = lastBeat(beat, effects.now()) + beat.interval;
  while (!signal.aborted) {
    const now = effects.now();
    if (next - now > beat.interval) next = lastBeat(beat, now) + beat.interval;
    if (now < next) {
      await effects.sleep(next - now, signal);
      continue;
    }
    const due = lastBeat(beat, now);
    await act(due, now);
    next = due + beat.interval;
  }
}
