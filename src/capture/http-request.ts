import { Buffer } from "node:buffer";
import { Agent as HttpAgent, type IncomingMessage, request as httpRequest } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import type { Duration } from "../core/time.ts";
import { reasonOf, SourceError } from "./source-error.ts";

/** One HTTP request; `form` is sent by POST, else it is a GET. */
export interface HttpQuestion {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly form: string | undefined;
  /** PEM of the authority to trust besides none other. */
  readonly ca: string | undefined;
  /** For the whole exchange, ms. */
  readonly timeout: Duration;
  /** Bytes of body at most. */
  readonly limit: number;
}

/** A complete answer, whatever its status. */
export interface HttpAnswer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

const agents = { "http:": new HttpAgent({ keepAlive: true }), "https:": new HttpsAgent({ keepAlive: true }) };

/** Makes the request and reads the whole answer; throws a `SourceError` when there is none in time. */
export function requestHttp(question: HttpQuestion): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const url = new URL(question.url);
    const secure = url.protocol === "https:";
    const headers: Record<string, string> = { ...question.headers };
    if (question.form !== undefined) {
      headers["Content-Type"] = "application/x-www-form-urlencoded";
      headers["Content-Length"] = String(Buffer.byteLength(question.form));
    }
    const options = {
      method: question.form === undefined ? "GET" : "POST",
      headers,
      agent: secure ? agents["https:"] : agents["http:"],
      ca: question.ca,
    };
    const request = (secure ? httpsRequest : httpRequest)(url, options, (response) => {
      readBody(response, question.limit).then((text) => {
        clearTimeout(timer);
        resolve({ status: response.statusCode ?? 0, type: response.headers["content-type"] ?? "", text });
      }, fail);
    });
    const timer = setTimeout(() => {
      const seconds = question.timeout / 1_000;
      request.destroy(new SourceError("timeout", `no answer within ${seconds} s`));
    }, question.timeout);
    request.on("error", fail);
    request.end(question.form);

    function fail(error: unknown): void {
      clearTimeout(timer);
      request.destroy();
      reject(error instanceof SourceError ? error : new SourceError("connection", reasonOf(error), { cause: error }));
    }
  });
}

function readBody(response: IncomingMessage, limit: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    response.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else reject(new SourceError("size", `the answer is larger than ${limit} bytes`));
    });
    response.on("end", () => resolve(Buffer.concat(chunks).toString("utf8")));
    response.on("error", reject);
    response.on("close", () => reject(new SourceError("connection", "the answer broke off before its end")));
  });
}
