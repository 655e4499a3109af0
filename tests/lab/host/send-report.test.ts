import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import { test } from "node:test";
import type { AgentReport } from "../../../src/lab/host/agent-report.ts";
import { sendReport } from "../../../src/lab/host/send-report.ts";
import { listenOn } from "../../../src/lab/listen.ts";
import { createDispatcherServer } from "../../../src/lab/swarm/dispatcher-server.ts";
import { orderOf } from "./agent-bench.ts";

const report: AgentReport = {
  node: "worker-1",
  role: "worker",
  boot: "boot 1",
  tasks: [{ task: "a", at: 5, state: "failed", message: "starting", error: "Täuschung" }],
};

async function listening(server: Server, work: (port: number) => Promise<void>): Promise<void> {
  const port = await listenOn(server, 0, "the dispatcher");
  try {
    await work(port);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

test("sendReport() brings a report to the dispatcher and its orders back", async () => {
  const taken: AgentReport[] = [];
  const server = createDispatcherServer((report) => {
    taken.push(report);
    return [orderOf("a", "ready")];
  });
  await listening(server, async (port) => {
    assert.deepEqual(await sendReport(port, 5_000, report), [orderOf("a", "ready")]);
    assert.deepEqual(taken, [report]);
  });
});

test("sendReport() rejects when the dispatcher does not answer in time, refuses, or is gone", async () => {
  await listening(createServer(), (port) => assert.rejects(sendReport(port, 20, report)));
  const refusing = createServer((_, response) => response.writeHead(503).end("[]"));
  await listening(refusing, async (port) => {
    await assert.rejects(sendReport(port, 5_000, report), /the dispatcher answered 503/);
  });
  await assert.rejects(sendReport(1, 5_000, report));
});

test("createDispatcherServer() hangs up on what is no report, and lives on", async () => {
  const server = createDispatcherServer(() => []);
  await listening(server, async (port) => {
    const send = (body: string) => fetch(`http://127.0.0.1:${port}/`, { method: "POST", body });
    await assert.rejects(send("{"));
    assert.equal((await send(" ".repeat(1_000_001))).status, 413);
    assert.deepEqual(await sendReport(port, 5_000, report), []);
  });
});
