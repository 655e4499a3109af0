import process from "node:process";

/** Whether this program runs under Deno. */
export const isDeno = process.versions["deno"] !== undefined;

/** What starts a script under the runtime of this program. Deno goes by its name, as its permission to run it does. */
export const runtime = isDeno ? "deno" : process.execPath;
