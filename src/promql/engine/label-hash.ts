import type { Labels } from "../../core/labels.ts";
import { compareTexts } from "./label-set.ts";
import { hash64 } from "./xxhash.ts";

/** The hash by which Prometheus samples series: of the sorted names and values, each with its length before it. */
export function hashLabels(labels: Labels): bigint {
  const encoder = new TextEncoder();
  const bytes: number[] = [];
  for (const [name, value] of Object.entries(labels).sort(([a], [b]) => compareTexts(a, b))) {
    for (const text of [name, value]) {
      const encoded = encoder.encode(text);
      bytes.push(...lengthBytes(encoded.length), ...encoded);
    }
  }
  return hash64(Uint8Array.from(bytes));
}

/** Below 255 one byte; else 255 and three bytes, low first. */
function lengthBytes(length: number): number[] {
  return length < 255 ? [length] : [255, length & 255, (length >> 8) & 255, (length >> 16) & 255];
}
