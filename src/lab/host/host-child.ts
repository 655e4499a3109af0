import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { beChild } from "../be-child.ts";
import { startManager } from "./start-manager.ts";
import { runAgent } from "./agent.ts";
import type { HostConfig } from "./host-config.ts";
import { makeHostContext } from "./host-context.ts";
import { images } from "./images.ts";
import { sendReport } from "./send-report.ts";

await beChild<HostConfig>(async (config, tell) => {
  const { name, role, pace } = config;
  const manager = role === "manager" ? await startManager(config, tell) : undefined;
  const dispatcher = manager?.dispatcher ?? config.dispatcher ?? 0;
  runAgent({ node: name, role, boot: crypto.randomUUID() }, pace.heartbeat, {
    images,
    host: makeHostContext(config, tell),
    pace,
    pid: process.pid,
    now: Date.now,
    wait: sleep,
    containerId: () => `${crypto.randomUUID()}${crypto.randomUUID()}`.replaceAll("-", ""),
    send: (report) => sendReport(dispatcher, pace.silence, report),
  });
  tell({ kind: "ready", ports: { ...manager } });
});
