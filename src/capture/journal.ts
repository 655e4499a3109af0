import type { Fact } from "../core/fact.ts";
import { reasonOf } from "./source-error.ts";

/** Where facts go: to the disk in the order written, many in one sync when they come faster than it. */
export interface Journal {
  /** Queues the fact; it is on the disk when `flushed` resolves. */
  write(fact: Fact): void;
  /** Resolves when everything written so far is on the disk; rejects when it cannot be within `patience` ms. */
  flushed(patience?: number): Promise<void>;
  /** Why the disk does not take facts at present. */
  trouble(): string | undefined;
}

/** What a journal asks of its surroundings. */
export interface JournalEffects {
  append(facts: readonly Fact[]): Promise<void>;
  sleep(duration: number): Promise<unknown>;
  monotonic(): number;
  /** Hears why the disk refuses, once for each time that it begins to. */
  onTrouble?(reason: string): void;
  /** Hears that the disk takes facts again, after how many ms. */
  onMended?(reason: string, duration: number): void;
}

/** A journal; `onFact` hears each fact as it is written. When the disk refuses, it keeps the facts and tries again. */
export function openJournal(onFact: (fact: Fact) => void, effects: JournalEffects): Journal {
  let queue: Fact[] = [];
  let flushing: Promise<void> | undefined;
  let trouble: string | undefined;
  let since = 0;
  let giveUp = false;

  async function drain(): Promise<void> {
    while (queue.length > 0 && !giveUp) {
      const batch = queue;
      queue = [];
      try {
        await effects.append(batch);
        const reason = trouble;
        trouble = undefined;
        if (reason !== undefined) effects.onMended?.(reason, effects.monotonic() - since);
      } catch (error) {
        queue = [...batch, ...queue];
        const known = trouble !== undefined;
        trouble = reasonOf(error);
        if (!known) {
          since = effects.monotonic();
          effects.onTrouble?.(trouble);
        }
        await effects.sleep(500);
      }
    }
    flushing = undefined;
  }

  return {
    write(fact) {
      queue.push(fact);
      onFact(fact);
      flushing ??= Promise.resolve().then(drain);
    },
    async flushed(patience = Infinity) {
      const start = effects.monotonic();
      while (queue.length > 0 || flushing !== undefined) {
        if (trouble !== undefined && effects.monotonic() - start >= patience) {
          giveUp = true;
          throw new Error(trouble);
        }
        await Promise.race([flushing, effects.sleep(50)]);
      }
    },
    trouble: () => trouble,
  };
}
