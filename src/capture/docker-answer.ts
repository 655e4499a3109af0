import { Buffer } from "node:buffer";
import type { IncomingMessage } from "node:http";
import type Dockerode from "dockerode";
import { isRecord } from "../core/record.ts";
import { SourceError } from "./source-error.ts";

const largestBody = 64_000_000;

/** Every status is an answer here: docker-modem would read the body of another one without a bound. */
const statusCodes: Readonly<Record<number, true>> = Object.fromEntries(
  Array.from({ length: 500 }, (_, index) => [100 + index, true]),
);

/** The engine's answer to a GET, its body not read yet. */
export function dialEngine(engine: Dockerode, path: string, abortSignal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    engine.modem.dial(
      { path, method: "GET", isStream: true, abortSignal, statusCodes },
      (error, response) => {
        if (error === null || error === undefined) resolve(response as IncomingMessage);
        else reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
}

/** The JSON of an answer. Throws `SourceError` in the engine's own words when it refuses, and when the body is no JSON or too large. */
export async function readAnswer(response: IncomingMessage, abortSignal: AbortSignal): Promise<unknown> {
  const text = await readBody(response, abortSignal);
  const status = response.statusCode ?? 0;
  const value = parse(text);
  if (status === 200) {
    if (value === undefined) throw new SourceError("shape", "the engine's answer is no JSON");
    return value;
  }
  const said = isRecord(value) && typeof value["message"] === "string" ? value["message"] : `HTTP ${status}`;
  throw new SourceError("refusal", said, { status });
}

function readBody(response: IncomingMessage, abortSignal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const stop = () => {
      response.destroy();
      reject(new SourceError("connection", "the answer was given up"));
    };
    abortSignal.addEventListener("abort", stop, { once: true });
    response.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= largestBody) return void chunks.push(chunk);
      response.destroy();
      reject(new SourceError("size", `the answer is larger than ${largestBody / 1e6} MB`));
    });
    response.on("end", () => resolve(Buffer.concat(chunks).toString("utf8")));
    response.on("error", reject);
    response.on("close", () => {
      abortSignal.removeEventListener("abort", stop);
      reject(new SourceError("connection", "the answer broke off before its end"));
    });
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
