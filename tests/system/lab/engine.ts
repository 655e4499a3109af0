import http from "node:http";

/** What an engine answered; `status` 0 with the reason as `body` when it did not. */
export interface EngineAnswer {
  readonly status: number;
  readonly body: string;
}

/**
 * One GET of the Docker Engine API over a unix socket. Never throws.
 *
 * The harness asks the engines by itself, without the recorder's client: what it learns is the truth that the recorder is held to.
 */
export function askEngine(socketPath: string, path: string, timeout = 1_000): Promise<EngineAnswer> {
  return new Promise((resolve) => {
    const fail = (reason: string) => resolve({ status: 0, body: reason });
    const request = http.get({ socketPath, path, agent: false, signal: AbortSignal.timeout(timeout) }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (text: string) => body += text);
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
      response.on("error", (error) => fail(error.message));
    });
    request.on("error", (error) => fail(error.name === "AbortError" ? "no answer" : error.message));
  });
}

/** Whether the engine answers at all. */
export async function ping(socketPath: string): Promise<boolean> {
  return (await askEngine(socketPath, "/_ping")).status === 200;
}
