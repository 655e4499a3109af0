import { readFile, stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { extname, join } from "node:path";
import { closeServer } from "./close-server.ts";
import { listenOn } from "./listen.ts";

/** A built book, served as any static host does, on loopback. */
export interface ServedFolder {
  /** Without a slash at its end. */
  readonly url: string;
  /** Ends it and every connection. */
  close(): Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
};

/** Serves a folder on a port of 127.0.0.1, 0 for any free one. `UserError` when it cannot be had. */
export async function serveFolder(root: string, port = 0): Promise<ServedFolder> {
  const server = createServer((request, response) => {
    answer(root, request, response).catch(() => response.destroy());
  });
  const found = await listenOn(server, port, "the book");
  return { url: `http://127.0.0.1:${found}`, close: () => closeServer(server) };
}

async function answer(root: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [, pathname = "/", search = ""] = /^([^?#]*)(\?[^#]*)?/.exec(request.url ?? "/") ?? [];
  if (request.method !== "GET" && request.method !== "HEAD") {
    return void response.writeHead(405, { Allow: "GET, HEAD" }).end();
  }
  const path = fileOf(pathname);
  const file = path === undefined ? undefined : await readFile(join(root, path)).catch(() => undefined);
  if (file === undefined && path !== undefined && await isFile(join(root, path, "index.html"))) {
    return void response.writeHead(301, { Location: `${pathname}/${search}` }).end();
  }
  const body = file ?? await readFile(join(root, "404.html")).catch(() => "Not found\n");
  response.writeHead(file === undefined ? 404 : 200, {
    "Content-Type": file === undefined ? types[".html"] : types[extname(path ?? "")] ?? "application/octet-stream",
    "Content-Length": body.length,
    // The book is built anew while it is looked at.
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
  });
  response.end(request.method === "HEAD" ? undefined : body);
}

async function isFile(path: string): Promise<boolean> {
  return await stat(path).then((found) => found.isFile(), () => false);
}

/** The file below the root that a path asks for; `undefined` for one that no file has. */
function fileOf(pathname: string): string | undefined {
  try {
    const path = decodeURIComponent(pathname.endsWith("/") ? `${pathname}index.html` : pathname);
    // Whatever stands for a way up, another drive or the end of a text is in no name of a built book.
    return /(^|[\\/])\.\.?([\\/]|$)|[\\:\0]/.test(path) ? undefined : path;
  } catch {
    return undefined;
  }
}
