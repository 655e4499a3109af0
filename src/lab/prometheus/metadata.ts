import type { ApiMetadata } from "../../promql/api/served-live.ts";
import type { ExpositionEntry } from "../exposition/entry.ts";

/** Notes what an entry says of its metric; a sample says nothing. */
export function noteMetadata(metadata: Map<string, ApiMetadata>, entry: ExpositionEntry): void {
  if (entry.kind === "sample") return;
  const known = metadata.get(entry.metric) ?? { type: "unknown", help: "", unit: "" };
  switch (entry.kind) {
    case "type":
      return void metadata.set(entry.metric, { ...known, type: entry.type });
    case "help":
      return void metadata.set(entry.metric, { ...known, help: entry.text });
    case "unit":
      return void metadata.set(entry.metric, { ...known, unit: entry.text });
  }
}

/** What several targets say of their metrics: each different description once. */
export function joinMetadata(each: Iterable<ReadonlyMap<string, ApiMetadata>>): Map<string, ApiMetadata[]> {
  const joined = new Map<string, ApiMetadata[]>();
  for (const metadata of each) {
    for (const [metric, entry] of metadata) {
      const known = joined.get(metric) ?? [];
      if (!known.some((other) => isSame(other, entry))) known.push(entry);
      joined.set(metric, known);
    }
  }
  return joined;
}

function isSame(a: ApiMetadata, b: ApiMetadata): boolean {
  return a.type === b.type && a.help === b.help && a.unit === b.unit;
}
