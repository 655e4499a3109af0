import http from "node:http";
import { site } from "./layout.ts";

/** One request of the harness: when it was sent, how long it took, and its status or why it has none. */
export interface Sent {
  readonly sentAt: number;
  /** ms. */
  readonly latency: number;
  readonly status: number | undefined;
  readonly reason: string | undefined;
  readonly body: string;
}

/** One GET of the site on a connection of its own. Never throws. */
export function requestOnce(url: string, timeout: number): Promise<Sent> {
  const sentAt = Date.now();
  return new Promise((resolve) => {
    const end = (status: number | undefined, reason: string | undefined, body = "") =>
      resolve({ sentAt, latency: Date.now() - sentAt, status, reason, body });
    const options = { agent: false, headers: { host: site.host }, signal: AbortSignal.timeout(timeout) };
    const request = http.get(url, options, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (text: string) => body += text);
      response.on("end", () => end(response.statusCode, undefined, body));
      response.on("error", (error) => end(undefined, error.message));
    });
    request.on("error", (error) => end(undefined, error.name === "AbortError" ? "no answer" : error.message));
  });
}

/** A light load with a log of each request; `stop` waits for the answers to those that are still open. */
export interface Load {
  readonly log: readonly Sent[];
  stop(): Promise<void>;
  /** Sends no more and waits for nothing. */
  abandon(): void;
}

/** Asks for the site every `every` ms whatever the answers, each request waiting at most 40 s: longer than Traefik's dial timeout. */
export function startLoad(every: number): Load {
  const log: Sent[] = [];
  const open = new Set<Promise<unknown>>();
  const timer = setInterval(() => {
    const request = requestOnce(site.url, 40_000).then((sent) => {
      log.push(sent);
      open.delete(request);
    });
    open.add(request);
  }, every);
  return {
    log,
    async stop() {
      clearInterval(timer);
      await Promise.all(open);
    },
    abandon: () => clearInterval(timer),
  };
}
