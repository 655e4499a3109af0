import { UserError } from "../core/user-error.ts";
import { openEventLog } from "./event-log.ts";
import type { LabEvent } from "./lab-event.ts";
import { type LabPorts, portsFrom } from "./lab-ports.ts";
import { type Pace, paces } from "./pace.ts";
import type { PrometheusKind } from "./prometheus/start-prometheus.ts";

/** What the demo was asked. */
export interface DemoOptions {
  readonly book: string;
  readonly pace: Pace;
  readonly ports: LabPorts;
  readonly prometheus: PrometheusKind;
  /** Whether the book is served in the end, until Ctrl-C. */
  readonly serve: boolean;
  /** Hears of everything that the lab does. */
  onEvent(event: LabEvent): void;
}

/** The options of the command as they were written. */
export interface WrittenOptions {
  readonly book: string;
  readonly fast: boolean;
  readonly serve: boolean;
  readonly prometheus: string;
  readonly port: string;
  readonly log?: string | undefined;
}

/** What the written options ask for. Throws `UserError`. */
export function readDemoOptions({ book, fast, serve, prometheus, port, log }: WrittenOptions): DemoOptions {
  const first = /^\d{1,5}$/.test(port) ? Number(port) : NaN;
  // The lab takes four ports, and the book the next one.
  if (!(first >= 1 && first <= 65_531)) throw new UserError(`Cannot use port "${port}": expected 1 to 65531`);
  if (prometheus !== "embedded" && prometheus !== "real") {
    throw new UserError(`Cannot use Prometheus "${prometheus}": expected "embedded" or "real"`);
  }
  const pace = fast ? paces.fast : paces.normal;
  return { book, pace, ports: portsFrom(first), prometheus, serve, onEvent: openEventLog(log) };
}
