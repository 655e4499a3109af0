import type { Buffer } from "node:buffer";
import { Agent as HttpAgent, request as httpRequest } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import type { ProbeSource } from "../core/plan.ts";

/** How a probe's request ended: an HTTP status, or why there was none. */
export type ProbeOutcome = number | string;

const agents = {
  "http:": new HttpAgent({ keepAlive: false, maxSockets: Infinity }),
  "https:": new HttpsAgent({ keepAlive: false, maxSockets: Infinity }),
};

/** Bytes of a body that are read at most; an answer that goes on counts by its status, as of then. */
const largestBody = 10_000_000;

/** A request of a probe on its way. */
export interface SentProbe {
  /** Resolves when the answer's body has been read, or with why there was none; never rejects. */
  readonly outcome: Promise<ProbeOutcome>;
  /** Destroys the request without an outcome: it then never resolves. */
  stop(): void;
}

/** One request as a new user would make it, on a connection of its own. Never throws: what cannot be sent has that as its outcome. */
export function sendProbe(source: ProbeSource): SentProbe {
  try {
    return send(source);
  } catch (error) {
    return { outcome: Promise.resolve(error instanceof Error ? wordsOf(error) : String(error)), stop() {} };
  }
}

function send(source: ProbeSource): SentProbe {
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
    let size = 0;
    response.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= largestBody) return;
      // The status is what a user would see of it; the rest would only fill the line.
      finish(response.statusCode ?? 0);
      request.destroy();
    });
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
