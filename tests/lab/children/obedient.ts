import { connect } from "node:net";
import process from "node:process";
import { UserError } from "../../../src/core/user-error.ts";
import { beChild } from "../../../src/lab/be-child.ts";

/** What this process of the tests is to do. */
export type ObedientConfig =
  /** To be ready, and to go on. */
  | { readonly does: "serve" }
  /** As `serve`, with a connection to a port of loopback, which breaks when the process is gone. */
  | { readonly does: "call"; readonly port: number }
  /** Never to be ready. */
  | { readonly does: "dawdle" }
  /** To fail in words for the user, or by a mistake of its own. */
  | { readonly does: "refuse" | "break" }
  /** To end by a mistake some time after it was ready. */
  | { readonly does: "die" }
  /** To be so busy that no signal is heard. */
  | { readonly does: "spin" }
  /** To tell something, and to print what is no line of the lab. */
  | { readonly does: "chatter" };

await beChild<ObedientConfig>(async (config, tell) => {
  // Keeps the process running, as a server does.
  setInterval(() => {}, 60_000);
  await Promise.resolve();
  switch (config.does) {
    case "dawdle":
      return;
    case "refuse":
      throw new UserError("Cannot serve the site on port 80: this user may not have it; choose another");
    case "break":
      throw new TypeError("the part is broken");
    case "die":
      setTimeout(() => {
        throw new RangeError("the host caught fire");
      });
      break;
    case "spin":
      process.on("SIGTERM", () => {});
      setTimeout(() => {
        for (;;);
      });
      break;
    case "chatter":
      process.stdout.write("not a line of the lab\n{}\n");
      tell({ kind: "listen", address: "10.0.1.6", port: 4_000 });
      break;
    case "call":
      connect(config.port, "127.0.0.1").on("error", () => {});
      break;
    case "serve":
      break;
  }
  tell({ kind: "ready", ports: { engine: 4_782 } });
});
