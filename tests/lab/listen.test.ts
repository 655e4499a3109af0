import assert from "node:assert/strict";
import { createServer } from "node:net";
import { test } from "node:test";
import { UserError } from "../../src/core/user-error.ts";
import { listenOn, portError } from "../../src/lab/listen.ts";

test("listenOn() answers the port, and says who may have one that is taken", async () => {
  const first = createServer();
  const port = await listenOn(first, 0, "the site");
  assert.ok(port > 0);
  const words = `Cannot serve the site on port ${port}: another program has it, perhaps another demo; ` +
    "end that program, or choose other ports with --port";
  await assert.rejects(listenOn(createServer(), port, "the site"), new UserError(words));
  await new Promise((resolve) => first.close(resolve));
});

test("portError() keeps the system's words where it has none of its own", () => {
  const error = Object.assign(new Error("listen EADDRNOTAVAIL"), { code: "EADDRNOTAVAIL" });
  assert.match(portError(80, "the site", error).message, /^Cannot serve the site on port 80: listen EADDRNOTAVAIL;/);
  assert.equal(portError(80, "the site", error).cause, error);
});
