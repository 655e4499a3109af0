import type { ServerResponse } from "node:http";
import { type FakeServer, serveFake } from "./fault.ts";

/** A fake engine of a swarm of three nodes and a service `web`. */
export interface FakeDocker extends FakeServer {
  /** Changes the swarm: moves the tasks of a node away and calls it down, or up again. */
  halt(node: string, down: boolean): void;
  emit(event: Readonly<Record<string, unknown>>): void;
  /** Breaks the event streams off. */
  breakStreams(): void;
}

/** Starts it with this many tasks. */
export async function fakeDocker(
  options: { tasks?: number; port?: number; quiet?: boolean } = {},
): Promise<FakeDocker> {
  const { tasks = 9 } = options;
  const down = new Set<string>();
  const names = ["manager", "worker-1", "worker-2"];
  const streams = new Set<ServerResponse>();
  let index = 1;

  const nodes = () =>
    names.map((name) => ({
      ID: `node-${name}`,
      Version: { Index: index++ },
      Spec: { Role: name === "manager" ? "manager" : "worker", Availability: "active" },
      Description: {
        Hostname: name,
        Resources: { NanoCPUs: 2e9 },
        Engine: { EngineVersion: "20.10.24", Plugins: plugins },
      },
      Status: { State: down.has(name) ? "down" : "ready", Addr: "192.0.2.1" },
      ...(name === "manager" && { ManagerStatus: { Leader: true, Reachability: "reachable", Addr: "192.0.2.1:2377" } }),
    }));
  const services = () => [{
    ID: "service-web",
    Version: { Index: index++ },
    Spec: {
      Name: "web",
      Mode: { Replicated: { Replicas: tasks } },
      TaskTemplate: { ContainerSpec: { Image: "web:1" } },
    },
  }];
  const listTasks = () =>
    Array.from({ length: tasks }, (_, slot) => {
      const home = names[slot % 3] ?? "manager";
      const node = down.has(home) ? "manager" : home;
      return {
        ID: `task-${slot}-${node}`,
        Version: { Index: index++ },
        ServiceID: "service-web",
        Slot: slot + 1,
        NodeID: `node-${node}`,
        DesiredState: "running",
        Status: {
          Timestamp: "2026-11-22T23:16:12.123456789Z",
          State: "running",
          Message: "started",
          ContainerStatus: { PID: slot },
        },
        Spec: { ContainerSpec: { Image: "web:1", Env: ["PASSWORD=hunter2"] } },
      };
    });

  const server = await serveFake((path) => {
    const json = (value: unknown) => ({ body: JSON.stringify(value) });
    switch (path.split("?")[0]) {
      case "/nodes":
        return json(nodes());
      case "/services":
        return json(services());
      case "/tasks":
        return json(listTasks());
      case "/version":
        return json({ Version: "20.10.24", ApiVersion: "1.41" });
      case "/info":
        return json({
          SystemTime: new Date().toISOString(),
          Swarm: { NodeID: "node-manager", ControlAvailable: true, Error: "" },
        });
      case "/events":
        return (response) => {
          response.writeHead(200, { "Content-Type": "application/json" });
          response.flushHeaders();
          streams.add(response);
          response.on("close", () => streams.delete(response));
        };
      default:
        return { status: 404, body: '{"message":"page not found"}' };
    }
  }, options.port);
  return {
    ...server,
    halt: (node, isDown) => void (isDown ? down.add(node) : down.delete(node)),
    emit(event) {
      for (const response of streams) response.write(`${JSON.stringify(event)}\n`);
    },
    breakStreams() {
      for (const response of streams) response.destroy();
    },
  };
}

const plugins = Array.from({ length: 20 }, (_, number) => ({ Type: "Network", Name: `driver-${number}` }));
