import type { LabService, SwarmObject } from "../swarm/lab-swarm.ts";
import { type ServiceSpec, stackName } from "../swarm/services.ts";
import { engineDuration, engineHead, type EngineObject } from "./object.ts";

const ofStack = { "com.docker.stack.namespace": stackName } as const;

/** A service as `GET /services` tells it. */
export function engineService(service: LabService, network: SwarmObject | undefined): EngineObject {
  const { spec } = service;
  const ports = publishedPorts(spec);
  const endpoint = { Mode: "dnsrr", ...ports.length > 0 ? { Ports: ports } : {} };
  return {
    ...engineHead(service),
    Spec: {
      Name: spec.name,
      Labels: serviceLabels(spec),
      TaskTemplate: { ...taskTemplate(spec, network), Runtime: "container" },
      Mode: { Replicated: { Replicas: spec.replicas } },
      EndpointSpec: endpoint,
    },
    Endpoint: ports.length > 0 ? { Spec: endpoint, Ports: ports } : { Spec: {} },
  };
}

/** A service's own labels, and those that a stack's deployment adds. */
export function serviceLabels({ image, labels }: ServiceSpec): Readonly<Record<string, string>> {
  return { "com.docker.stack.image": image, ...ofStack, ...labels };
}

/** How a service's tasks are made. */
export function taskTemplate(spec: ServiceSpec, network: SwarmObject | undefined): EngineObject {
  const { image, args, hostname, alias, restartDelay } = spec;
  return {
    ContainerSpec: {
      Image: image,
      Labels: ofStack,
      ...args.length > 0 ? { Args: args } : {},
      Isolation: "default",
    },
    Resources: {},
    RestartPolicy: { Condition: "any", Delay: engineDuration(restartDelay), MaxAttempts: 0 },
    Placement: hostname === undefined ? {} : { Constraints: [`node.hostname == ${hostname}`] },
    Networks: [{ Target: network?.id ?? "", Aliases: [alias] }],
    ForceUpdate: 0,
  };
}

/** The ports that a service publishes on the host that runs it. */
export function publishedPorts({ published }: ServiceSpec): EngineObject[] {
  return Object.entries(published).map(([target, port]) => ({
    Protocol: "tcp",
    TargetPort: Number(target),
    PublishedPort: port,
    PublishMode: "host",
  }));
}
