import type { IncomingMessage } from "node:http";
import { albumPage, listPage, type Maker, refusalPage } from "./page.ts";
import { readTitle } from "./read-title.ts";
import type { Shelf } from "./shelf.ts";

/** What a visitor gets: a page of HTML. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers a request for a path of the album; one that adds an album does so. Rejects when the visitor breaks off. */
export async function answerVisit(
  path: string,
  request: IncomingMessage,
  shelf: Shelf,
  maker: Maker,
): Promise<Answer> {
  const isRead = request.method === "GET" || request.method === "HEAD";
  if (path === "/albums") return request.method === "POST" ? await add(request, shelf, maker) : barred("POST", maker);
  if (path === "/") return isRead ? { status: 200, body: listPage(shelf.list(), maker) } : barred("GET, HEAD", maker);
  const id = /^\/albums\/(\d{1,9})$/.exec(path)?.[1];
  if (id === undefined) return refusal(404, "There is no such page", maker);
  if (!isRead) return barred("GET, HEAD", maker);
  const album = shelf.find(Number(id));
  if (album === undefined) return refusal(404, "This replica has no such album", maker);
  return { status: 200, body: albumPage(album, false, maker) };
}

async function add(request: IncomingMessage, shelf: Shelf, maker: Maker): Promise<Answer> {
  const sent = await readTitle(request);
  switch (sent.kind) {
    case "title":
      return { status: 201, body: albumPage(shelf.add(sent.title), true, maker) };
    case "none":
      return refusal(400, "An album needs a title of 1 to 80 characters", maker);
    case "too large":
      return { ...refusal(413, "That is more than a title", maker), headers: { Connection: "close" } };
  }
}

/** The answer to a method that the page is not for. */
function barred(allow: string, maker: Maker): Answer {
  return { ...refusal(405, "This page is not for that method", maker), headers: { Allow: allow } };
}

function refusal(status: number, words: string, maker: Maker): Answer {
  return { status, body: refusalPage(words, maker) };
}
