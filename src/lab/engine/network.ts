import type { SwarmObject } from "../swarm/lab-swarm.ts";
import { networkName, stackName } from "../swarm/services.ts";
import { engineHead, type EngineObject, engineTime } from "./object.ts";

const subnet = { Subnet: "10.0.1.0/24", Gateway: "10.0.1.1" } as const;
const labels = { "com.docker.stack.namespace": stackName } as const;

/** The stack's network as `GET /networks` tells it. */
export function engineNetwork({ id, createdAt }: SwarmObject): EngineObject {
  return {
    Name: networkName,
    Id: id,
    Created: engineTime(createdAt),
    Scope: "swarm",
    Driver: "overlay",
    EnableIPv6: false,
    IPAM: { Driver: "default", Options: null, Config: [subnet] },
    Internal: false,
    Attachable: false,
    Ingress: false,
    ConfigFrom: { Network: "" },
    ConfigOnly: false,
    Containers: null,
    Options: {},
    Labels: labels,
  };
}

/** A task's place in the stack's network, as the task tells it. */
export function engineAttachment(network: SwarmObject, address: string): EngineObject {
  return {
    Network: {
      ...engineHead(network),
      Spec: { Name: networkName, Labels: labels, DriverConfiguration: { Name: "overlay" }, Scope: "swarm" },
      DriverState: { Name: "overlay" },
      IPAMOptions: { Driver: { Name: "default" }, Configs: [subnet] },
    },
    Addresses: [`${address}/24`],
  };
}
