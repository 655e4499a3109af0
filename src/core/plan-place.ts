import { z } from "zod";
import { isRecord } from "./record.ts";
import { planForm } from "./plan-form.ts";

/** What the form of a plan knows of one place in it. */
export interface PlanPlace {
  /** The keys that may stand there; none where it is no map of fixed keys. */
  readonly keys: readonly string[];
  /** Whether only the name of an environment variable may stand there. */
  readonly secret: boolean;
}

/** What may stand at a path of a plan; knows nothing of a path that the form does not have. */
export function placeAt(path: readonly PropertyKey[]): PlanPlace {
  let places = [schema()];
  for (const step of path) places = places.flatMap((place) => inside(place, step));
  const keys = [...new Set(places.flatMap((place) => Object.keys(propertiesOf(place))))];
  return { keys, secret: keys.length === 1 && keys[0] === "env" };
}

/** The maps directly in a plan, lists' items included, that know a key: `sources` for `probes`. */
export function homesOf(key: string): string[] {
  const { keys } = placeAt([]);
  return ["", ...keys].filter((home) => placeAt(home === "" ? [] : [home]).keys.includes(key));
}

let known: Record<string, unknown> | undefined;

function schema(): Record<string, unknown> {
  known ??= z.toJSONSchema(planForm, { io: "input" });
  return known;
}

function inside(place: Record<string, unknown>, step: PropertyKey): Record<string, unknown>[] {
  const next = typeof step === "number"
    ? place["items"]
    : propertiesOf(place)[String(step)] ?? place["additionalProperties"];
  return isRecord(next) ? alternatives(next) : [];
}

function alternatives(place: Record<string, unknown>): Record<string, unknown>[] {
  const { anyOf } = place;
  return Array.isArray(anyOf) ? anyOf.filter(isRecord).flatMap(alternatives) : [place];
}

function propertiesOf(place: Record<string, unknown>): Record<string, unknown> {
  return isRecord(place["properties"]) ? place["properties"] : {};
}
