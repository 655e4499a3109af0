import { Agent as HttpAgent, request as httpRequest } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import type { ProbeSource } from "../core/plan.ts";

/** How a probe's request ended: an HTTP status, or why there was none. */
export type ProbeOutcome = number | string;

const agents = {
  "http:": new HttpAgent({ keepAlive: false, maxSockets: Infinity }),
  "https:": new HttpsAgent({ keepAlive: false, maxSockets: Infinity }),
};

/**
 * One request as a new user would make it, on a connection of its own; resolves when its body has been read.
 * Never rejects. `stop` destroys it without an outcome (it then never resolves).
 */
export function sendProbe(source: ProbeSource): { readonly outcome: Promise<ProbeOutcome>; stop(): void } {
  const { promise, resolve } = Promise.withResolvers<ProbeOutcome>();
  const url = new URL(source.url);
  const secure = url.protocol === "https:";
  const agent = secure ? agents["https:"] : agents["http:"];
  const headers: Record<string, string> = { "User-Agent": "drillbook-probe", Accept: "*/*" };
  if (source.host !== undefined) headers["Host"] = source.host;
  const servername = source.host?.replace(/:\d+$/, "");
  let stopped = false;
  const request = (secure ? httpsRequest : httpRequest)(url, { agent, headers, servername }, (response) => {
    response.on("end", () => finish(response.statusCode ?? 0));
    response.on("error", (error) => finish(wordsOf(error)));
    response.on("close", () => finish("the answer broke off"));
    response.resume();
  });
  const timer = setTimeout(() => {
    finish(`timeout after ${source.timeout / 1_000} s`);
    request.destroy();
  }, source.timeout);
  request.on("error", (error) => finish(wordsOf(error)));
  request.end();

  function finish(outcome: ProbeOutcome): void {
    clearTimeout(timer);
    if (!stopped) resolve(outcome);
  }

  return {
    outcome: promise,
    stop() {
      stopped = true;
      clearTimeout(timer);
      request.destroy();
    },
  };
}

function wordsOf(error: Error): string {
  const cause = error instanceof AggregateError ? error.errors[0] : error;
  return "code" in cause && typeof cause.code === "string" ? cause.code : cause.message;
}
