import type { Duration } from "../../core/time.ts";
import type { RouteTable } from "./routes.ts";
import { systemTimers, type Timers } from "./timers.ts";

/** Hears of what a watch sees. */
export interface RouteHearers {
  /** The table is another one than before; the first that is read is, too. */
  onChange(table: RouteTable): void;
  /** The swarm cannot be read; the table stays as it was. */
  onTrouble(error: unknown): void;
}

/** Reads the table now and then again, `every` so many ms; resolves after the first time, with how to stop. */
export async function watchRoutes(
  read: () => Promise<RouteTable>,
  every: Duration,
  hearers: RouteHearers,
  timers: Timers = systemTimers,
): Promise<() => void> {
  let known: string | undefined;
  let stopped = false;
  let callOff: (() => void) | undefined;

  async function look(): Promise<void> {
    try {
      const table = await read();
      const text = JSON.stringify(table);
      if (!stopped && text !== known) {
        known = text;
        hearers.onChange(table);
      }
    } catch (error) {
      if (!stopped) hearers.onTrouble(error);
    }
    if (!stopped) callOff = timers.after(every, () => void look());
  }

  await look();
  return () => {
    stopped = true;
    callOff?.();
  };
}
