import { type Duration, parseDuration } from "../../../src/core/time.ts";

/** A duration as scripts write it: PromQL's literals, and 0 without a unit. */
export function readDuration(text: string): Duration {
  return text === "0" ? 0 : parseDuration(text);
}
