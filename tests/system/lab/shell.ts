import { $ } from "zx";

/** Runs a command quietly; a failure throws with what the command wrote to stderr. */
export const run = $({ quiet: true });

/** As `run`, but a failure is an answer: for removing what may not be there. */
export const attempt = $({ quiet: true, nothrow: true });
