import { once } from "node:events";
import type { AddressInfo, Server } from "node:net";
import { UserError } from "../core/user-error.ts";

/** Lets a server listen on a port of 127.0.0.1, 0 for any free one; answers the port. `UserError` when it cannot be had. */
export async function listenOn(server: Server, port: number, what: string): Promise<number> {
  try {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
  } catch (error) {
    throw portError(port, what, error);
  }
  return (server.address() as AddressInfo).port;
}

/** The words for a port that cannot be had. */
export function portError(port: number, what: string, error: unknown): UserError {
  const { code, message } = error as NodeJS.ErrnoException;
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: "another program has it, perhaps another demo",
    EACCES: "this user may not have it",
  };
  return new UserError(
    `Cannot serve ${what} on port ${port}: ${reasons[code ?? ""] ?? message}; ` +
      "end that program, or choose other ports with --port",
    { cause: error },
  );
}
