import process from "node:process";
import { UserError } from "../core/user-error.ts";
import type { EnvironmentReference, Plan } from "../core/plan.ts";

/** Looks up a variable of the environment. */
export type ReadEnvironment = (name: string) => string | undefined;

/** The environment of this process. */
export function systemEnvironment(name: string): string | undefined {
  return process.env[name];
}

/** The value that the reference names; throws a `UserError` when the variable is not set. */
export function resolveReference(reference: EnvironmentReference, read: ReadEnvironment): string {
  const value = read(reference.env);
  if (value === undefined || value === "") {
    throw new UserError(
      `Cannot reach a source: the environment variable "${reference.env}" is not set; set it and run again`,
    );
  }
  return value;
}

/** Throws a `UserError` for the first variable that the plan's sources name and that is not set. */
export function requireEnvironment({ sources }: Plan, read: ReadEnvironment = systemEnvironment): void {
  for (const env of referencesOf(sources)) resolveReference({ env }, read);
}

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
