import type { Plan } from "../core/plan.ts";
import type { DoctorRemark } from "./doctor-remark.ts";
import { type ReadEnvironment, referencesOf } from "./environment.ts";

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
