import type { Counter } from "./counter.ts";

/** The doubt about series that came with a target which was not there before. */
export function unknownBirths(metric: string, counters: readonly Counter[]): string[] {
  const unknown = counters.filter(({ birth }) => birth?.kind === "unknown");
  if (unknown.length === 0) return [];
  const instances = [...new Set(unknown.map(({ labels }) => labels.instance ?? "an unnamed instance"))];
  return [
    `${instances.join(", ")} was first scraped in the middle of the session: what ${metric} had counted there before ` +
    `is not known, and is left out`,
  ];
}
