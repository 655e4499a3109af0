import { type IncomingMessage, request as startRequest } from "node:http";

/** A request of a client, and when it loses its patience, ms. */
export interface Wish {
  readonly host: string;
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The client goes away after so long. */
  readonly leaveAfter?: number;
  /** The client goes away when the answer has begun. */
  readonly leaveEarly?: boolean;
}

/** What a client saw: the answer, or `broken` for one that broke off and for none. */
export type Sight =
  | { readonly kind: "answer"; readonly status: number; readonly body: string; readonly headers: readonly string[] }
  | { readonly kind: "broken"; readonly received: number };

/** Makes a request, on a connection of its own, to a port of this machine. Never rejects. */
export function ask(port: number, wish: Wish): Promise<Sight> {
  const { host, path = "/", method = "GET", headers = {}, body, leaveAfter, leaveEarly } = wish;
  return new Promise((resolve) => {
    let received = "";
    const outgoing = startRequest({
      port,
      host: "127.0.0.1",
      path,
      method,
      headers: { host, ...headers },
      agent: false,
    });
    outgoing.on("response", (answer) => {
      answer.setEncoding("utf8").on("data", (piece: string) => {
        received += piece;
        if (leaveEarly) outgoing.destroy();
      });
      answer.on("error", () => {});
      answer.on("end", () =>
        resolve({
          kind: "answer",
          status: answer.statusCode ?? 0,
          body: received,
          headers: listHeaders(answer),
        }));
      answer.on("close", () => resolve({ kind: "broken", received: received.length }));
    });
    outgoing.on("error", () => resolve({ kind: "broken", received: received.length }));
    if (leaveAfter !== undefined) setTimeout(() => outgoing.destroy(), leaveAfter);
    outgoing.end(body);
  });
}

/** An answer's headers without what concerns this connection only, and without the clock's. */
function listHeaders({ headersDistinct }: IncomingMessage): readonly string[] {
  return Object.entries(headersDistinct)
    .filter(([name]) => name !== "connection" && name !== "keep-alive")
    .map(([name, values]) => name === "date" ? name : `${name}: ${values?.join(" | ")}`)
    .sort();
}
