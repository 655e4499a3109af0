import { setTimeout as sleep } from "node:timers/promises";
import type { Fact } from "../core/fact.ts";
import type { Instant } from "../core/time.ts";
import type { Docker, DockerObject } from "./docker.ts";

/** What following needs of the recorder. */
export interface EventFollowContext {
  /** The manager to follow at present. */
  current(): Docker | undefined;
  write(fact: Fact): void;
  now(): Instant;
}

/** Events of one second that are kept. */
const most = 500;

/** Follows the swarm events of whichever manager answers, over broken streams and changes of manager; answers how to end it. */
export function followEvents(context: EventFollowContext): () => Promise<void> {
  const { current, write, now } = context;
  const stop = new AbortController();
  const seen = new Set<string>();
  let last: Instant | undefined;
  let second = { at: 0, count: 0 };

  function warn(source: string, text: string): void {
    write({ kind: "warning", at: now(), source, text });
  }

  /** Whether this second has room for one more event; says so when the last one had not. */
  function hasRoom(source: string): boolean {
    const at = Math.floor(now() / 1_000);
    if (at !== second.at) {
      tellCrowd(source);
      second = { at, count: 0 };
    }
    return ++second.count <= most;
  }

  function tellCrowd(source: string): void {
    if (second.count <= most) return;
    warn(source, `${second.count} events came within a second: ${most} of them are kept`);
    second.count = 0;
  }

  function note(source: string, event: DockerObject): void {
    const key = JSON.stringify([event["timeNano"], event["Type"], event["Action"], event["Actor"]]);
    if (seen.has(key)) return;
    seen.add(key);
    if (seen.size > 2_000) seen.delete(seen.values().next().value ?? "");
    const stamp = Number(event["timeNano"]) / 1e6;
    if (Number.isFinite(stamp)) last = Math.max(last ?? 0, stamp);
    if (hasRoom(source)) write({ kind: "event", at: now(), source, event: { ...event } });
  }

  async function follow(): Promise<void> {
    while (!stop.signal.aborted) {
      const engine = current();
      if (engine === undefined) {
        await pause();
        continue;
      }
      const turn = new AbortController();
      const watch = setInterval(() => {
        if (stop.signal.aborted || (current() !== undefined && current() !== engine)) turn.abort();
      }, 500);
      const end = () => turn.abort();
      stop.signal.addEventListener("abort", end);
      try {
        const hearers = {
          onEvent: (event: DockerObject) => note(engine.name, event),
          onLost: (words: string) => warn(engine.name, words),
        };
        await engine.events(hearers, turn.signal, last);
      } catch {
        await pause();
      } finally {
        tellCrowd(engine.name);
        clearInterval(watch);
        turn.abort();
        stop.signal.removeEventListener("abort", end);
      }
    }
  }

  async function pause(): Promise<void> {
    await sleep(1_000, undefined, { signal: stop.signal }).catch(() => {});
  }

  const following = follow();
  return async () => {
    stop.abort();
    await following;
  };
}
