import { createServer } from "node:net";
import { listenOn } from "./listen.ts";

/** The ports of 127.0.0.1 at which the lab is reached, side by side. */
export interface LabPorts {
  /** The proxy's entrypoint "web": what users ask. */
  readonly web: number;
  /** The proxy's entrypoint "metrics". */
  readonly metrics: number;
  /** The manager's Engine API. */
  readonly engine: number;
  readonly prometheus: number;
}

/** The first port of the lab in the plan of the demo. */
export const usualPort = 4_780;

/** The ports from `first` on. */
export function portsFrom(first: number): LabPorts {
  return { web: first, metrics: first + 1, engine: first + 2, prometheus: first + 3 };
}

const names: Readonly<Record<keyof LabPorts, string>> = {
  web: "the site",
  metrics: "the proxy's metrics",
  engine: "the Engine API",
  prometheus: "Prometheus",
};

/** Finds out before anything is started that a port cannot be had. Throws `UserError` that names it. */
export async function checkPorts(ports: LabPorts): Promise<void> {
  for (const [name, port] of Object.entries(ports) as [keyof LabPorts, number][]) await checkPort(port, names[name]);
}

/** The port of 127.0.0.1, or any free one for 0, as far as it can be had now. Throws `UserError` when it cannot. */
export async function checkPort(port: number, what: string): Promise<number> {
  const server = createServer();
  const found = await listenOn(server, port, what);
  await new Promise((resolve) => server.close(resolve));
  return found;
}
