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
export function requireEnvironment(plan: Plan, read: ReadEnvironment = systemEnvironment): void {
  const { prometheus, docker } = plan.sources;
  const references = [
    ...Object.values(prometheus?.headers ?? {}),
    prometheus?.basic?.username,
    prometheus?.basic?.password,
    prometheus?.bearer,
    prometheus?.ca,
    ...docker.flatMap(({ host, certPath }) => [typeof host === "string" ? undefined : host, certPath]),
  ];
  for (const reference of references) if (reference !== undefined) resolveReference(reference, read);
}
