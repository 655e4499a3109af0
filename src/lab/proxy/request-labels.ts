import type { IncomingHttpHeaders } from "node:http";

const methods = ["CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PRI", "PUT", "TRACE"];

/** The label `method` of a request: few values, whatever clients say. */
export function methodLabel(method: string): string {
  return methods.includes(method) ? method : "EXTENSION_METHOD";
}

/** The label `protocol` of a request: what its headers ask for. */
export function protocolLabel(headers: IncomingHttpHeaders): string {
  if (has(headers.connection, "upgrade") && has(headers.upgrade, "websocket")) return "websocket";
  if (has(headers.accept, "text/event-stream")) return "sse";
  const type = headers["content-type"] ?? "";
  if (type.startsWith("application/grpc-web")) return "grpc-web";
  return type.startsWith("application/grpc") ? "grpc" : "http";
}

function has(list: string | undefined, word: string): boolean {
  return (list ?? "").split(",").some((item) => item.trim().toLowerCase() === word);
}
