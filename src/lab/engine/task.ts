import type { LabSwarm, LabTask, TaskStatus } from "../swarm/lab-swarm.ts";
import type { ServiceSpec } from "../swarm/services.ts";
import { engineAttachment } from "./network.ts";
import { engineHead, type EngineObject, engineTime } from "./object.ts";
import { publishedPorts, taskTemplate } from "./service.ts";

/** A task as `GET /tasks` tells it. */
export function engineTask(task: LabTask, { services, network }: LabSwarm): EngineObject {
  const spec = services.find(({ id }) => id === task.service)?.spec;
  return {
    ...engineHead(task),
    Labels: {},
    Spec: spec === undefined ? {} : taskTemplate(spec, network),
    ServiceID: task.service,
    Slot: task.slot,
    ...task.node === undefined ? {} : { NodeID: task.node },
    Status: engineStatus(task.status, spec),
    DesiredState: task.desired,
    NetworksAttachments: network === undefined ? [] : [engineAttachment(network, task.address)],
  };
}

function engineStatus(
  { at, state, message, error, container }: TaskStatus,
  spec: ServiceSpec | undefined,
): EngineObject {
  const ports = spec === undefined || container === undefined || state === "starting" ? [] : publishedPorts(spec);
  return {
    Timestamp: engineTime(at),
    State: state,
    Message: message,
    ...error === undefined ? {} : { Err: error },
    ...container === undefined ? {} : {
      ContainerStatus: { ContainerID: container.id, PID: container.pid, ExitCode: container.exitCode },
    },
    PortStatus: ports.length > 0 ? { Ports: ports } : {},
  };
}
