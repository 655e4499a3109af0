import type { Readable } from "node:stream";
import { isRecord } from "../core/record.ts";
import { reasonOf, SourceError } from "./source-error.ts";

/** Characters of one event at most. */
const longestLine = 1_000_000;

/** Who hears what an event stream says. */
export interface EventHearers {
  onEvent(event: Readonly<Record<string, unknown>>): void;
  /** A line was too long and is lost. */
  onLost(words: string): void;
}

/** Reads a stream of JSON lines until it ends, which rejects, or `stop` aborts, which resolves. What is no event is passed over. */
export function readEventLines(stream: Readable, { onEvent, onLost }: EventHearers, stop: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    let rest = "";
    let lost = false;
    stream.setEncoding("utf8");
    stream.on("data", (chunk: string) => {
      const lines = chunk.split("\n");
      for (const [index, part] of lines.entries()) {
        if (!lost) rest += part;
        if (rest.length > longestLine) {
          lost = true;
          rest = "";
          onLost(`an event of more than ${longestLine / 1e6} MB is not kept`);
        }
        if (index === lines.length - 1) break;
        const event = lost ? undefined : parseLine(rest);
        if (event !== undefined) onEvent(event);
        rest = "";
        lost = false;
      }
    });
    const ended = (error?: unknown) => {
      if (stop.aborted) resolve();
      else reject(new SourceError("connection", error === undefined ? "the event stream ended" : reasonOf(error)));
    };
    stream.on("error", ended);
    stream.on("end", () => ended());
    stream.on("close", () => ended());
  });
}

function parseLine(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const event: unknown = JSON.parse(line);
    return isRecord(event) ? event : undefined;
  } catch {
    return undefined;
  }
}
