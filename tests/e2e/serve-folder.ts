import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".css": "text/css",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
};

/** A folder served as any static host does, on loopback; `missing` is the page for what is not there. */
export interface ServedFolder {
  /** Without a slash at its end. */
  readonly url: string;
  /** The paths that were asked for. */
  readonly asked: readonly string[];
  close(): void;
}

/** Serves a folder on a free port. */
export async function serveFolder(root: string, missing?: string): Promise<ServedFolder> {
  const asked: string[] = [];
  const server: Server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    asked.push(pathname);
    try {
      const bytes = await readFile(join(root, normalize(decodeURIComponent(pathname))));
      response.writeHead(200, { "Content-Type": types[extname(pathname)] ?? "application/octet-stream" }).end(bytes);
    } catch {
      const body = missing === undefined ? undefined : await readFile(join(root, missing));
      response.writeHead(404, { "Content-Type": "text/html" }).end(body);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, asked, close: () => void server.close() };
}
