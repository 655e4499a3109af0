import type { Fact } from "../core/fact.ts";
import type { Instant } from "../core/time.ts";

/** Keeps which sources can answer, and tells the journal when that changes. */
export interface Sight {
  /** The channel of the source answered. */
  seen(source: string, channel: string): void;
  /** The channel of the source did not answer, for this reason. */
  lost(source: string, channel: string, reason: string): void;
  /** The state of each source that was ever asked. */
  sources(): readonly SourceSight[];
}

/** How one source is seen now. */
export interface SourceSight {
  readonly source: string;
  readonly blind: boolean;
  readonly reason: string | undefined;
  /** The last instant at which any channel answered. */
  readonly seenAt: Instant | undefined;
}

interface State {
  failing: Map<string, string>;
  seenWell: Instant | undefined;
  seenAt: Instant | undefined;
  written: string | undefined;
}

/** A source is blind while any of its channels fails; each change of state or reason is one fact. */
export function watchSight(write: (fact: Fact) => void, now: () => Instant): Sight {
  const states = new Map<string, State>();

  function stateOf(source: string): State {
    const state = states.get(source) ??
      { failing: new Map(), seenWell: undefined, seenAt: undefined, written: undefined };
    states.set(source, state);
    return state;
  }

  return {
    seen(source, channel) {
      const state = stateOf(source);
      state.failing.delete(channel);
      state.seenAt = now();
      if (state.failing.size > 0) return;
      state.seenWell = state.seenAt;
      if (state.written === undefined) return;
      state.written = undefined;
      write({ kind: "blind", at: state.seenAt, source, blind: false });
    },
    lost(source, channel, reason) {
      const state = stateOf(source);
      state.failing.set(channel, reason);
      const words = [...new Set(state.failing.values())].sort().join("; ");
      if (state.written === words) return;
      state.written = words;
      write({ kind: "blind", at: now(), source, blind: true, since: state.seenWell, reason: words });
    },
    sources: () =>
      [...states].map(([source, state]) => ({
        source,
        blind: state.failing.size > 0,
        reason: state.written,
        seenAt: state.seenAt,
      })),
  };
}
