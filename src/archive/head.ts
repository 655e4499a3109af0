import { z } from "zod";
import { type SessionHead, sessionHead } from "../core/session.ts";
import { UserError } from "../core/user-error.ts";

/** Rewrites the head of one version of the folder's layout as that of the next. */
export type Migration = (head: Readonly<Record<string, unknown>>) => Record<string, unknown>;

/** The layout that this program writes. */
export const schemaVersion = 1;

/** By the version that each one starts from; version 1 is the first. */
const migrations: Readonly<Record<number, Migration>> = {};

/**
 * The head that `json` holds, migrated when an older Drillbook wrote it.
 * `UserError` with exit code 3 that lists each issue with its path, or says that a newer Drillbook wrote it.
 */
export function parseSessionHead(json: unknown): SessionHead {
  const migrated = migrateHead(json, migrations, schemaVersion);
  const read = sessionHead.safeParse(migrated);
  if (read.success) return read.data;
  const issues = read.error.issues.map(({ path, message }) => `${path.join(".") || "the whole"}: ${message}`);
  throw new UserError(`Cannot read session.json: ${issues.join("; ")}`, { exitCode: 3 });
}

/** Applies the migrations from the head's own version up to `target`, one after another. */
export function migrateHead(json: unknown, steps: Readonly<Record<number, Migration>>, target: number): unknown {
  const read = z.looseObject({ schemaVersion: z.int().positive() }).safeParse(json);
  if (!read.success) {
    throw new UserError('Cannot read session.json: it has no "schemaVersion", so it is no session', { exitCode: 3 });
  }
  let head: Record<string, unknown> = read.data;
  const written = read.data.schemaVersion;
  if (written > target) {
    throw new UserError(
      `Cannot read session.json: a newer Drillbook wrote it (schema version ${written}, this one reads up to ${target});` +
        " update Drillbook",
      { exitCode: 3 },
    );
  }
  for (let version = written; version < target; version++) {
    const step = steps[version];
    if (step === undefined) throw new RangeError(`Cannot migrate session.json: no migration from version ${version}`);
    head = { ...step(head), schemaVersion: version + 1 };
  }
  return head;
}
