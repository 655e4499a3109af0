import { Buffer } from "node:buffer";
import type { ServerResponse } from "node:http";

/** What Traefik says where no server's answer can be passed on. */
export const ownAnswers = {
  noRouter: { code: 404, body: "404 page not found\n", isPlainText: true },
  noServer: { code: 503, body: "no available server\n", isPlainText: true },
  badAnswer: { code: 500, body: "Internal Server Error", isPlainText: false },
  noAnswer: { code: 502, body: "Bad Gateway", isPlainText: false },
  noConnection: { code: 504, body: "Gateway Timeout", isPlainText: false },
  /** Heard by nobody, but counted. */
  clientGone: { code: 499, body: "Client Closed Request", isPlainText: false },
} as const;

export type OwnAnswer = (typeof ownAnswers)[keyof typeof ownAnswers];

/** Why a server did not answer, as Traefik sees it. */
export function ownAnswerTo(error: unknown): OwnAnswer {
  const { code = "" } = error as NodeJS.ErrnoException;
  if (code === "ETIMEDOUT") return ownAnswers.noConnection;
  return code.startsWith("HPE_") ? ownAnswers.badAnswer : ownAnswers.noAnswer;
}

/** Sends one of the proxy's own answers. */
export function answerPlainly(response: ServerResponse, { code, body, isPlainText }: OwnAnswer): void {
  if (isPlainText) {
    response.setHeader("Content-Type", "text/plain; charset=utf-8");
    response.setHeader("X-Content-Type-Options", "nosniff");
  }
  response.writeHead(code, { "Content-Length": Buffer.byteLength(body) });
  response.end(body);
}
