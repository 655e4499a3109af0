import { Buffer } from "node:buffer";
import { closeServer } from "../close-server.ts";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Duration } from "../../core/time.ts";
import type { StartContainer } from "../host/container.ts";
import type { HostContext } from "../host/host-context.ts";
import { listenOn } from "../listen.ts";
import { answerVisit } from "./answer.ts";
import { type Maker, makerText } from "./page.ts";
import { openShelf, type Shelf } from "./shelf.ts";

/** What a page takes of its host's processor, ms. */
const renderTime: Duration = 5;

/** Longer than a proxy keeps an idle connection, so that the album never ends one which is just being used. */
const keepAlive: Duration = 120_000;

/**
 * The program of the image "album": a small web app of photo albums, on a free port of loopback.
 *
 * - `GET /` lists the albums, `GET /albums/1` shows one, `POST /albums` adds one to this replica's memory.
 * - `GET /healthz` answers at once: it takes nothing of the host's processor.
 */
export const startAlbum: StartContainer = async (assignment, host) => {
  const shelf = openShelf();
  const maker: Maker = { host: host.name, replica: assignment.slot };
  const server = createServer((request, response) => {
    // A visitor who breaks off while sending gets no answer.
    serve(request, response, shelf, maker, host).catch(() => response.destroy());
  });
  server.keepAliveTimeout = keepAlive;
  const port = await listenOn(server, 0, "an album");
  const unlisten = host.listen(assignment.address, port);
  return {
    close() {
      unlisten();
      return closeServer(server);
    },
  };
};

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  shelf: Shelf,
  maker: Maker,
  host: Pick<HostContext, "compute">,
): Promise<void> {
  const path = (request.url ?? "/").replace(/\?.*/s, "");
  response.setHeader("X-Served-By", makerText(maker));
  response.setHeader("Cache-Control", "no-store");
  if (path === "/healthz") return void response.setHeader("Content-Type", "text/plain; charset=utf-8").end("ok\n");
  await host.compute(renderTime);
  const { status, body, headers } = await answerVisit(path, request, shelf, maker);
  response.writeHead(status, {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Length": Buffer.byteLength(body),
    ...headers,
  }).end(body);
}
