import type { Instant } from "../../core/time.ts";
import { writeExposition, type WrittenFamily } from "../exposition/write-exposition.ts";
import type { Memory } from "./memory.ts";

/** What a Prometheus of the lab knows of itself. */
export interface OwnState {
  readonly version: string;
  readonly started: Instant;
  readonly memory: Pick<Memory, "counts">;
  /** Bytes of memory that the process holds. */
  residentMemory(): number;
}

/** The metrics of the embedded Prometheus itself, in the text format: few, and each is true. */
export function formatOwnMetrics({ version, started, memory, residentMemory }: OwnState): string {
  const { series, samples } = memory.counts();
  return writeExposition([
    gauge("process_resident_memory_bytes", "Resident memory size in bytes.", residentMemory()),
    gauge("process_start_time_seconds", "Start time since the epoch in seconds.", started / 1_000),
    gauge("prometheus_build_info", "The version of this Prometheus.", 1, [["version", version]]),
    gauge("prometheus_ready", "Whether this Prometheus answers queries.", 1),
    {
      ...gauge("prometheus_tsdb_head_samples_appended_total", "Samples kept so far.", samples, [["type", "float"]]),
      type: "counter",
    },
    gauge("prometheus_tsdb_head_series", "Series in memory.", series),
  ]);
}

function gauge(
  name: string,
  help: string,
  value: number,
  labels: readonly (readonly [string, string])[] = [],
): WrittenFamily {
  return { name, help, type: "gauge", samples: [{ name, labels, value }] };
}
