import type { LabNode } from "../swarm/lab-swarm.ts";
import { type EngineHost, hostAddress, labVersion } from "./host.ts";
import { engineHead, type EngineObject } from "./object.ts";

/** A node as `GET /nodes` tells it. */
export function engineNode(node: LabNode, { machine, dispatcher }: EngineHost): EngineObject {
  const { architecture, os, memoryBytes } = machine;
  const message = node.state === "down" ? { Message: "heartbeat failure" } : {};
  const manages = { ManagerStatus: { Leader: true, Reachability: "reachable", Addr: dispatcher } };
  return {
    ...engineHead(node),
    Spec: { Labels: {}, Role: node.role, Availability: "active" },
    Description: {
      Hostname: node.hostname,
      Platform: { Architecture: architecture, OS: os },
      Resources: { NanoCPUs: 1e9, MemoryBytes: memoryBytes },
      Engine: { EngineVersion: labVersion, Plugins: [{ Type: "Network", Name: "overlay" }] },
    },
    Status: { State: node.state, ...message, Addr: hostAddress },
    ...node.role === "manager" ? manages : {},
  };
}
