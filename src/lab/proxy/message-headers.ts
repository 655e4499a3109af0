import type { IncomingMessage } from "node:http";

/** Headers as node:http takes them, with the names as they came. */
export type MessageHeaders = Record<string, string | string[]>;

/** What is said to the next hop only. */
const hopByHop = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** What the proxy says itself; a client is not believed. */
const forwarded = new Set([
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-method",
  "x-forwarded-port",
  "x-forwarded-prefix",
  "x-forwarded-proto",
  "x-forwarded-scheme",
  "x-forwarded-server",
  "x-forwarded-tls-client-cert",
  "x-forwarded-tls-client-cert-info",
  "x-forwarded-uri",
  "x-real-ip",
  "x-scheme",
]);

/** The headers of an answer that concern the client. */
export function answerHeaders(answer: IncomingMessage): MessageHeaders {
  return endToEnd(answer, () => false);
}

/** The headers with which a request goes to a server: the client's, and who asked for what here; `server` is this host. */
export function requestHeaders(request: IncomingMessage, server: string): MessageHeaders {
  const { headers: { host = "", te, "transfer-encoding": encoding }, socket: { remoteAddress = "" } } = request;
  return {
    Host: host,
    ...endToEnd(request, (name) => name === "host" || forwarded.has(name.replaceAll("_", "-"))),
    ...(te?.includes("trailers") && { Te: "trailers" }),
    ...(encoding !== undefined && { "Transfer-Encoding": "chunked" }),
    "X-Forwarded-For": remoteAddress,
    "X-Forwarded-Host": host,
    "X-Forwarded-Port": /:(\d+)$/.exec(host)?.[1] ?? "80",
    "X-Forwarded-Proto": "http",
    "X-Forwarded-Server": server,
    "X-Real-Ip": remoteAddress,
    Connection: "keep-alive",
  };
}

function endToEnd({ rawHeaders, headers }: IncomingMessage, isLeftOut: (name: string) => boolean): MessageHeaders {
  const named = (headers.connection ?? "").split(",").map((name) => name.trim().toLowerCase());
  const kept = new Map<string, { readonly name: string; readonly values: string[] }>();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? "";
    const key = name.toLowerCase();
    if (hopByHop.has(key) || named.includes(key) || isLeftOut(key)) continue;
    const header = kept.get(key) ?? { name, values: [] };
    header.values.push(rawHeaders[index + 1] ?? "");
    kept.set(key, header);
  }
  return Object.fromEntries(
    Array.from(kept.values(), ({ name, values }) => [name, values.length === 1 ? values.join() : values]),
  );
}
