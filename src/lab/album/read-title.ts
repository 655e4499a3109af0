import { Buffer } from "node:buffer";
import type { IncomingMessage } from "node:http";

/** What the form that adds an album brought. */
export type SentTitle =
  | { readonly kind: "title"; readonly title: string }
  | { readonly kind: "none" }
  | { readonly kind: "too large" };

/** More than a title of 80 characters takes, each in twelve bytes. */
const mostBytes = 2_000;

const mostCharacters = 80;

/** Reads the form's `title`. Rejects when the visitor goes away before it is all there. */
export async function readTitle(request: IncomingMessage): Promise<SentTitle> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBytes) {
      request.resume();
      return { kind: "too large" };
    }
    chunks.push(chunk);
  }
  const title = new URLSearchParams(Buffer.concat(chunks).toString("utf8")).get("title")?.trim() ?? "";
  if (title === "" || [...title].length > mostCharacters) return { kind: "none" };
  return { kind: "title", title };
}
