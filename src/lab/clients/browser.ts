import { Agent, type ClientRequest, request as httpRequest } from "node:http";
import type { Duration } from "../../core/time.ts";
import type { Visit } from "./visit.ts";

/** An emulated browser: one connection, which is kept. */
export interface Browser {
  /** Whether the visit was answered well, to its last byte: status 200 to 399. Never rejects. */
  send(visit: Visit): Promise<boolean>;
  /** Ends what is on its way, unanswered, and the connection. */
  close(): void;
}

/** What a browser asks. */
export interface Site {
  readonly url: string;
  /** The name that it asks for, as the header `Host` says it. */
  readonly host: string;
}

/** When a user closes the page. */
const patience: Duration = 20_000;

/** Opens a browser on a site. */
export function openBrowser({ url, host }: Site): Browser {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  let current: ClientRequest | undefined;

  function send(visit: Visit): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const { method, path, form } = requestOf(visit);
    const headers: Record<string, string> = { Host: host, "User-Agent": "drillbook-client", Accept: "text/html" };
    if (form !== undefined) headers["Content-Type"] = "application/x-www-form-urlencoded";
    const request = httpRequest(new URL(path, url), { agent, method, headers }, (response) => {
      const status = response.statusCode ?? 0;
      response.once("end", () => resolve(status >= 200 && status < 400));
      response.once("close", () => resolve(false));
      response.on("error", () => resolve(false));
      response.resume();
    });
    current = request;
    const timer = setTimeout(() => request.destroy(), patience);
    request.on("error", () => resolve(false));
    request.once("close", () => {
      clearTimeout(timer);
      resolve(false);
    });
    request.end(form);
    return promise;
  }

  return {
    send,
    close() {
      current?.destroy();
      agent.destroy();
    },
  };
}

function requestOf(visit: Visit): { readonly method: string; readonly path: string; readonly form?: string } {
  switch (visit.kind) {
    case "list":
      return { method: "GET", path: "/" };
    case "album":
      return { method: "GET", path: `/albums/${visit.id}` };
    case "add":
      return { method: "POST", path: "/albums", form: new URLSearchParams({ title: visit.title }).toString() };
  }
}
