import type { Tell } from "../be-child.ts";
import { makeEngineEventLog } from "../engine/event-log.ts";
import { engineEvents } from "../engine/events.ts";
import { hostAddress } from "../engine/host.ts";
import { readMachine } from "../engine/machine.ts";
import { createEngineServer } from "../engine/server.ts";
import { listenOn } from "../listen.ts";
import { createDispatcherServer } from "../swarm/dispatcher-server.ts";
import { labEvents } from "../swarm/lab-events.ts";
import { makeScheduler } from "../swarm/scheduler.ts";
import { albumServices } from "../swarm/services.ts";
import type { HostConfig } from "./host-config.ts";

/** The ports at which a manager is reached. */
export interface ManagerPorts {
  readonly dispatcher: number;
  readonly engine: number;
}

/** ms */
const tick = 50;

/** Starts the manager's part of a host: the scheduler, the dispatcher and the Engine API. `UserError` without a port. */
export async function startManager({ pace, nodes, published }: HostConfig, tell: Tell): Promise<ManagerPorts> {
  const log = makeEngineEventLog();
  const rules = { silence: pace.silence, tick, nodes, services: albumServices(pace, published) };
  const scheduler = makeScheduler(rules, (before, after, at) => {
    for (const event of labEvents(before, after, at)) tell({ kind: "event", event });
    log.tell(engineEvents(before, after, at));
  });
  const dispatcher = await listenOn(createDispatcherServer(scheduler.report), 0, "the dispatcher");
  const host = { machine: readMachine(), dispatcher: `${hostAddress}:${dispatcher}`, heartbeat: pace.heartbeat };
  const source = { swarm: scheduler.swarm, host, events: log, now: Date.now };
  const engine = await listenOn(createEngineServer(source), published.engine, "the Engine API");
  setInterval(scheduler.tick, tick);
  return { dispatcher, engine };
}
