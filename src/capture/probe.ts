import type { FactOf } from "../core/fact.ts";
import type { ProbeSource } from "../core/plan.ts";
import type { Instant } from "../core/time.ts";
import { sendProbe, type SentProbe } from "./probe-request.ts";
import { beat, type ScheduleEffects, systemSchedule } from "./schedule.ts";

/** What a probe asks of its surroundings. */
export interface ProbeEffects extends ScheduleEffects {
  /** Wall clock, ms since the epoch. */
  now(): Instant;
  send(source: ProbeSource): SentProbe;
}

/** A probe that runs. */
export interface Probe {
  /** What ended since the last batch, and what is open; `undefined` when there is nothing to tell. */
  takeBatch(): FactOf<"probe"> | undefined;
  /** Sends no more, waits at most `patience` ms for open requests, and gives up on the rest, which the last batch shows open. */
  end(patience: number): Promise<void>;
  openCount(): number;
}

const systemEffects: ProbeEffects = { ...systemSchedule, now: Date.now, send: sendProbe };

/** Sends a request each interval from now on, each dated by the moment it was sent, never waiting for another's answer. */
export function startProbe(source: ProbeSource, given: Partial<ProbeEffects> = {}): Probe {
  const effects = { ...systemEffects, ...given };
  const open = new Map<number, { sentAt: Instant; stop(): void; settled: Promise<void> }>();
  const most = Math.ceil(source.timeout / source.interval) + 2;
  let ended: FactOf<"probe">["ended"] = [];
  let sequence = 0;
  const endBeat = beat(source.interval, send, effects);

  function send(): void {
    const sentAt = effects.now();
    if (open.size >= most) {
      ended.push([sentAt, 0, `not sent: ${open.size} requests are open`]);
      return;
    }
    const key = sequence++;
    const start = effects.monotonic();
    const { outcome, stop } = effects.send(source);
    const settled = outcome.then((how) => {
      open.delete(key);
      ended.push([sentAt, Math.round((effects.monotonic() - start) * 100) / 100, how]);
    });
    open.set(key, { sentAt, stop, settled });
  }

  return {
    takeBatch() {
      if (ended.length === 0 && open.size === 0) return undefined;
      const batch = ended.sort((a, b) => a[0] - b[0]);
      ended = [];
      const sent = [...open.values()].map(({ sentAt }) => sentAt);
      return { kind: "probe", at: effects.now(), probe: source.name, ended: batch, open: sent };
    },
    async end(patience) {
      endBeat();
      let cancel = () => {};
      const waited = new Promise<void>((resolve) => cancel = effects.after(patience, resolve));
      await Promise.race([Promise.all([...open.values()].map(({ settled }) => settled)), waited]);
      cancel();
      for (const { stop } of open.values()) stop();
    },
    openCount: () => open.size,
  };
}
