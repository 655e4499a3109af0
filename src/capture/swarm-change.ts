import type { Fact, FactOf } from "../core/fact.ts";
import type { Instant } from "../core/time.ts";

type SwarmObject = FactOf<"swarm">["object"];
type Value = Readonly<Record<string, unknown>>;

/** What was last written of the swarm: the comparable text of each object by kind and id. */
export type KnownSwarm = Map<string, string>;

/** A kind of object with the complete list of them. */
export interface SwarmListing {
  readonly object: SwarmObject;
  readonly values: readonly Value[];
}

const noise = new Set(["Version", "UpdatedAt"]);

/**
 * The facts that tell how the listing differs from what is known; `known` is brought up to date.
 *
 * - `Version` and `UpdatedAt` are no difference, but are kept in what is written.
 * - An object that is no longer listed becomes `null`.
 */
export function noteSwarm(known: KnownSwarm, listing: SwarmListing, at: Instant, source: string): Fact[] {
  const facts: Fact[] = [];
  const seen = new Set<string>();
  for (const value of listing.values) {
    const id = String(value["ID"]);
    const key = `${listing.object} ${id}`;
    const text = comparable(value);
    seen.add(key);
    if (known.get(key) === text) continue;
    known.set(key, text);
    facts.push({ kind: "swarm", at, source, object: listing.object, id, value: { ...value } });
  }
  for (const key of known.keys()) {
    if (!key.startsWith(`${listing.object} `) || seen.has(key)) continue;
    known.delete(key);
    const id = key.slice(listing.object.length + 1);
    facts.push({ kind: "swarm", at, source, object: listing.object, id, value: null });
  }
  return facts;
}

/** The text by which two states of an object are compared, the noise left out wherever it stands. */
export function comparable(value: Value): string {
  return JSON.stringify(value, (key, item: unknown) => (noise.has(key) ? undefined : item));
}
