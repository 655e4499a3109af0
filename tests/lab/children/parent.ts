import process from "node:process";
import { startChild } from "../../../src/lab/child-process.ts";
import type { ObedientConfig } from "./obedient.ts";

// Starts two processes of the lab, each with a connection to the port that is its argument, and waits to be killed.
const config: ObedientConfig = { does: "call", port: Number(process.argv[2]) };
const hearers = { onLine() {}, onDeath() {} };
await Promise.all(["a", "b"].map((name) => startChild(name, "../../tests/lab/children/obedient.ts", config, hearers)));
process.stdout.write("ready\n");
setInterval(() => {}, 60_000);
