import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AgentReport, Order } from "../host/agent-report.ts";

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
  const orders = take(JSON.parse(text) as AgentReport);
  response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(orders));
}
