import type { IncomingMessage, ServerResponse } from "node:http";
import { answerPlainly, ownAnswers, ownAnswerTo } from "./answer-plainly.ts";
import { type Asking, askServer } from "./ask-server.ts";
import { answerHeaders } from "./message-headers.ts";

/** What a request came to, for whoever counts it. */
export interface Outcome {
  readonly code: number;
  readonly requestBytes: number;
  readonly responseBytes: number;
}

/**
 * Forwards a request to a server and its answer to the client, both as they come.
 *
 * - `onEnd` hears the outcome just before the client sees the end, or when the client goes away without an answer.
 * - An answer that breaks off after its head, on either side, is no outcome: the real Traefik does not count it.
 */
export async function forward(
  request: IncomingMessage,
  response: ServerResponse,
  asking: Omit<Asking, "gone" | "onBody">,
  onEnd: (outcome: Outcome) => void,
): Promise<void> {
  const leaving = new AbortController();
  const onClose = () => leaving.abort();
  response.once("close", onClose);
  let requestBytes = 0;
  const onBody = (bytes: number) => void (requestBytes += bytes);
  let answer: IncomingMessage;
  try {
    answer = await whileHere(leaving.signal, askServer(request, { ...asking, gone: leaving.signal, onBody }));
  } catch (error) {
    const own = leaving.signal.aborted ? ownAnswers.clientGone : ownAnswerTo(error);
    onEnd({ code: own.code, requestBytes, responseBytes: own.body.length });
    response.off("close", onClose);
    if (own !== ownAnswers.clientGone) answerPlainly(response, own);
    return;
  }
  const responseBytes = await passOn(answer, response);
  if (responseBytes === undefined) return;
  onEnd({ code: answer.statusCode ?? 0, requestBytes, responseBytes });
  response.off("close", onClose);
  response.end();
}

/** What was promised, or a rejection when the client goes before. */
function whileHere<Value>(gone: AbortSignal, promised: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    if (gone.aborted) reject(gone.reason);
    gone.addEventListener("abort", () => reject(gone.reason), { once: true });
    promised.then(resolve, reject);
  });
}

/** Sends all of the answer but its end; resolves with the length of its body, `undefined` when either side broke it off. */
function passOn(answer: IncomingMessage, response: ServerResponse): Promise<number | undefined> {
  const { promise, resolve } = Promise.withResolvers<number | undefined>();
  let bytes = 0;
  answer.on("data", (piece: Uint8Array) => bytes += piece.length);
  answer.once("end", () => answer.complete && resolve(bytes));
  // What was broken off is told by the close that follows.
  answer.on("error", () => {});
  answer.once("close", () => {
    if (!answer.complete) response.destroy();
    resolve(undefined);
  });
  // The request to the server ends with it, and so does the answer.
  response.once("close", () => resolve(undefined));
  response.writeHead(answer.statusCode ?? 0, answerHeaders(answer));
  response.flushHeaders();
  answer.pipe(response, { end: false });
  return promise;
}
