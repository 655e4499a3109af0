import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { isRecord } from "../../core/record.ts";
import type { AgentReport, Order } from "../host/agent-report.ts";
import { hostNames } from "../lab-event.ts";

/** Bytes of a report at most. */
const largest = 1_000_000;

/** Where agents report: a POST with an `AgentReport` is answered with a list of `Order`. It does not listen yet. */
export function createDispatcherServer(take: (report: AgentReport) => readonly Order[]): Server {
  return createServer((request, response) => {
    answer(take, request, response).catch(() => response.destroy());
  });
}

async function answer(
  take: (report: AgentReport) => readonly Order[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  request.setEncoding("utf8");
  let text = "";
  for await (const part of request) {
    text += part;
    if (text.length > largest) return void response.writeHead(413).end();
  }
  const report: unknown = JSON.parse(text);
  if (!isReport(report)) return void response.writeHead(400).end();
  const orders = take(report);
  response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(orders));
}

/** Whether it comes from a host of the lab, and not from somebody who tries ports. */
function isReport(value: unknown): value is AgentReport {
  return isRecord(value) && hostNames.some((name) => name === value["node"]) && Array.isArray(value["tasks"]);
}
