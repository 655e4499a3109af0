import { type FakeServer, serveFake } from "./fault.ts";

/** A fake web application that answers 200 with the Host it was asked for. */
export function fakeWeb(port = 0): Promise<FakeServer> {
  return serveFake((_, request) => ({ type: "text/plain", body: `hello ${request.headers.host ?? ""}` }), port);
}
