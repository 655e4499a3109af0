import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { archiveFiles } from "./archive-copy-fs.ts";
import { folderNames, sessionFolder } from "./book-fs.ts";

/** A step of a server that answers requests for a session's files as the built site does, and leaves all others to the next. */
export function serveArchives(book: string) {
  return async (request: IncomingMessage, response: ServerResponse, next: () => void): Promise<void> => {
    const file = await findFile(request.url ?? "", book).catch(() => undefined);
    if (file === undefined) return next();
    response.writeHead(200, { "Content-Type": "application/octet-stream" }).end(file);
  };
}

async function findFile(url: string, book: string): Promise<Uint8Array | undefined> {
  const { pathname } = new URL(url, "http://localhost");
  const [, name = "", path = ""] = /^\/sessions\/([^/]+)\/archive\/(.+)$/.exec(decodeURIComponent(pathname)) ?? [];
  if (!(await folderNames(join(book, "content", "sessions"))).includes(name)) return undefined;
  const folder = sessionFolder(name, book);
  return (await archiveFiles(folder)).includes(path) ? await readFile(join(folder, path)) : undefined;
}
