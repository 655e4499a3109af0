import type { Instant } from "../../core/time.ts";
import { historyLimit } from "../swarm/forget-tasks.ts";
import { isWanted, type LabSwarm } from "../swarm/lab-swarm.ts";
import { apiVersions, type EngineHost, hostAddress, labVersion } from "./host.ts";
import { engineDuration, engineHead, type EngineObject, engineTime } from "./object.ts";

/** `GET /info`, as the manager's engine tells it. */
export function engineInfo(swarm: LabSwarm, { machine, dispatcher, heartbeat }: EngineHost, at: Instant): EngineObject {
  const manager = swarm.nodes.find(({ role }) => role === "manager");
  const running = swarm.tasks.filter((task) =>
    task.node === manager?.id && isWanted(task) && task.status.state === "running"
  );
  return {
    ID: swarm.cluster.id,
    Containers: running.length,
    ContainersRunning: running.length,
    ContainersPaused: 0,
    ContainersStopped: 0,
    SystemTime: engineTime(at),
    OperatingSystem: "Drillbook lab (programs in processes, no containers)",
    OSType: machine.os,
    Architecture: machine.architecture,
    NCPU: 1,
    MemTotal: machine.memoryBytes,
    Name: manager?.hostname ?? "manager",
    Labels: [],
    ExperimentalBuild: false,
    ServerVersion: labVersion,
    Swarm: {
      NodeID: manager?.id ?? "",
      NodeAddr: hostAddress,
      LocalNodeState: manager === undefined ? "pending" : "active",
      ControlAvailable: true,
      Error: "",
      RemoteManagers: [{ NodeID: manager?.id ?? "", Addr: dispatcher }],
      Nodes: swarm.nodes.length,
      Managers: 1,
      Cluster: {
        ...engineHead(swarm.cluster),
        Spec: {
          Name: "default",
          Labels: {},
          Orchestration: { TaskHistoryRetentionLimit: historyLimit },
          Dispatcher: { HeartbeatPeriod: engineDuration(heartbeat) },
        },
      },
    },
    Warnings: null,
  };
}

/** `GET /version`. */
export function engineVersion({ machine }: EngineHost): EngineObject {
  const { os, goArchitecture } = machine;
  const details = { ApiVersion: apiVersions.most, MinAPIVersion: apiVersions.least, Os: os, Arch: goArchitecture };
  return {
    Platform: { Name: "Drillbook lab" },
    Components: [{ Name: "Engine", Version: labVersion, Details: { ...details, Experimental: "false" } }],
    Version: labVersion,
    ...details,
  };
}
