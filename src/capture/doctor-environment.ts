import type { Plan } from "../core/plan.ts";
import type { DoctorRemark } from "./doctor-remark.ts";
import type { ReadEnvironment } from "./environment.ts";

/** The names of the environment variables that an object of a plan refers to, without repetition. */
export function referencesOf(value: unknown): string[] {
  const names = new Set<string>();
  collect(value, names);
  return [...names];
}

function collect(value: unknown, names: Set<string>): void {
  if (typeof value !== "object" || value === null) return;
  const entries = Object.entries(value);
  const [only] = entries;
  if (entries.length === 1 && only !== undefined && only[0] === "env" && typeof only[1] === "string") {
    names.add(only[1]);
    return;
  }
  for (const [, inner] of entries) collect(inner, names);
}

/** One remark for each variable that the plan's sources need. */
export function examineEnvironment(sources: Plan["sources"], read: ReadEnvironment): DoctorRemark[] {
  return referencesOf(sources).map((name) =>
    isSet(name, read)
      ? { state: "good", text: `"${name}" is set` }
      : { state: "spoilt", text: `"${name}" is not set, and a source needs it`, fix: `export ${name}=…` }
  );
}

/** Whether every variable that a source needs is set. */
export function canReach(source: unknown, read: ReadEnvironment): boolean {
  return referencesOf(source).every((name) => isSet(name, read));
}

function isSet(name: string, read: ReadEnvironment): boolean {
  const value = read(name);
  return value !== undefined && value !== "";
}
