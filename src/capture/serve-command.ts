import { basename } from "node:path";
import process from "node:process";
import { findSession, newerWords, readSession } from "../archive/session-fs.ts";
import { formatInstant } from "../core/format.ts";
import { plainText } from "../core/plain-text.ts";
import { type ServedArchive, servedArchiveOf } from "../promql/api/served-archive.ts";
import { serveArchive } from "./archive-server.ts";
import { exitCodes } from "../core/exit-codes.ts";

/** What `serve-archive` was asked. */
export interface ServeRequest {
  readonly book: string;
  readonly session: string;
  readonly port: number;
}

/** Serves a session's archive until a signal ends it; answers the exit code. */
export async function serveSession({ book, session, port }: ServeRequest): Promise<number> {
  const folder = await findSession(book, session);
  const newer = session === "latest" ? await newerWords(book, folder) : undefined;
  if (newer !== undefined) process.stderr.write(`${plainText(newer)}\n`);
  const archive = servedArchiveOf(await readSession(folder));
  const stop = Promise.withResolvers<void>();
  // Under npm a Ctrl-C comes twice: from the terminal and from npm.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stop.resolve());
  const server = await serveArchive(archive, port);
  process.stdout.write(plainText(welcome(archive, basename(folder), server.url)));
  await stop.promise;
  await server.close();
  process.stdout.write("Ended\n");
  return exitCodes.pass;
}

function welcome({ store, interval, recorded, options }: ServedArchive, id: string, url: string): string {
  const { version } = recorded.build as { version?: string };
  const samples = store.series.reduce((sum, { times }) => sum + times.length, 0);
  const end = new Date(interval.end).toISOString();
  const understood = options.rules === 2 ? "; newer functions are understood too" : "";
  return `Serving session ${id}: ${store.series.length} series, ${samples} samples
  ${url}

Answers as Prometheus ${version} would, by the rules of ${options.rules}.x${understood}.
Ask for times within the session: now has no samples, and an instant query without a time is asked at its end.

Grafana:  add a data source of type Prometheus with this address, and set the time range to (UTC)
          ${formatInstant(interval.start).slice(0, -4)} to ${formatInstant(interval.end).slice(0, -4)}
promtool: promtool query instant --time=${end} ${url} up

End with Ctrl-C.
`;
}
