import { stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { type Fact, fact as factSchema } from "../core/fact.ts";
import type { Instant } from "../core/time.ts";
import { UserError } from "../core/user-error.ts";
import { compactRecording } from "./compact-fs.ts";
import { listFiles, readInside, writeDurably } from "./disk-fs.ts";
import { readHead } from "./head-fs.ts";
import { takeRequests } from "./inbox-fs.ts";
import { acquireLock, findOwner } from "./lock-fs.ts";
import { places } from "./names.ts";
import type { Request } from "./request.ts";
import { readParts, readWindows } from "./windows-fs.ts";

/** What recovery did. */
export interface Recovery {
  /** False when the session was whole already and nothing was changed. */
  readonly changed: boolean;
  readonly end: Instant;
  /** A sentence for the user, and one for each thing that was dropped or set aside. */
  readonly words: readonly string[];
}

export interface RecoverEffects {
  now(): Instant;
}

const systemEffects: RecoverEffects = { now: () => Date.now() };

/** The `source` of the warnings that recovery itself leaves in the journal. */
const source = "recovery";

/**
 * Makes a session whole whose recorder died.
 *
 * - Lines that were torn are dropped, and a warning in the journal says so; requests in the inbox are taken in.
 * - The session ends at its last fact or sample. Run again after a kill or a full disk it ends the same.
 * - `UserError` while the recorder lives, and with exit code 3 when what it wrote while recording is gone.
 */
export async function recoverSession(folder: string, effects: RecoverEffects = systemEffects): Promise<Recovery> {
  const head = await readHead(folder);
  const name = basename(folder);
  if (head.status !== "recording") return await finish(folder, name, head.end ?? head.start);
  const owner = await findOwner(folder);
  if (owner !== undefined) {
    throw new UserError(
      `Cannot recover session "${name}": process ${owner.pid} is recording it; end it with "npm run capture -- stop"`,
    );
  }
  if (!await stat(join(folder, "recording")).then((stats) => stats.isDirectory(), () => false)) {
    throw new UserError(`Cannot recover session "${name}": its folder "recording" is missing`, { exitCode: 3 });
  }
  const lock = await acquireLock(folder);
  try {
    const windows = await readWindows(folder);
    const parts = await readParts(folder);
    const torn = [
      ...windows.torn.map((line) => `Line ${line} of the recorded samples was torn and is dropped`),
      ...parts.torn.map((line) => `Line ${line} of the collected answers was torn and is dropped`),
    ];
    const journal = await mendJournal(folder, torn, effects.now());
    const lastSample = windows.content.reduce((last, { times }) => Math.max(last, times.at(-1) ?? 0), 0);
    const end = Math.max(head.start, lastSample, ...journal.facts.filter(isObserved).map(({ at }) => at));
    await compactRecording(folder, { end, status: "recovered" });
    return {
      changed: true,
      end,
      words: [`Session "${name}" is whole again and ends at its last record`, ...journal.words],
    };
  } finally {
    await lock.release();
  }
}

async function finish(folder: string, name: string, end: Instant): Promise<Recovery> {
  const left = (await listFiles(folder, "recording")).files.length > 0;
  if (!left) return { changed: false, end, words: [`Session "${name}" is whole already; nothing was changed`] };
  await compactRecording(folder, { end, status: "recovered" });
  return {
    changed: true,
    end,
    words: [`Session "${name}" was whole already; what its recorder left behind is removed`],
  };
}

/** Rewrites the journal in one step with its whole lines, the requests of the inbox, and a warning for all that is missing. */
async function mendJournal(
  folder: string,
  torn: readonly string[],
  now: Instant,
): Promise<{ facts: Fact[]; words: string[] }> {
  const { lines, facts, words } = parseJournal(await readInside(folder, places.journal) ?? "");
  words.push(...torn);
  let kept = false;
  const keep = async (requests: readonly Request[], warnings: readonly string[]) => {
    words.push(...warnings);
    for (const fact of requests.flatMap(asFact)) add(fact);
    for (const text of words) {
      add({ kind: "warning", at: now, source, text }, (known) => {
        return known.kind === "warning" && known.source === source && known.text === text;
      });
    }
    add({ kind: "recorder", at: now, event: "recovered" }, (known) => {
      return known.kind === "recorder" && known.event === "recovered";
    });
    await writeDurably(folder, places.journal, lines.map((line) => `${line}\n`).join(""));
    kept = true;
  };
  const add = (fact: Fact, isSame = (known: Fact) => JSON.stringify(known) === JSON.stringify(fact)) => {
    if (facts.some(isSame)) return;
    facts.push(fact);
    lines.push(JSON.stringify(fact));
  };
  await takeRequests(folder, keep);
  if (!kept) await keep([], []);
  return { facts, words };
}

function parseJournal(text: string): { lines: string[]; facts: Fact[]; words: string[] } {
  const lines: string[] = [];
  const facts: Fact[] = [];
  const words: string[] = [];
  const all = text.split("\n");
  if (all.at(-1) === "") all.pop();
  all.forEach((line, index) => {
    const read = factSchema.safeParse(parseOrUndefined(line));
    if (read.success) {
      lines.push(line);
      facts.push(read.data);
    } else words.push(`Line ${index + 1} of journal.ndjson was torn after ${line.length} characters and is dropped`);
  });
  return { lines, facts, words };
}

function asFact(request: Request): Fact[] {
  switch (request.kind) {
    case "phase":
    case "mark":
      return [request];
    case "stop":
      return [];
  }
}

/** Whether the recorder learnt a fact while it lived. */
function isObserved(fact: Fact): boolean {
  return !(fact.kind === "warning" && fact.source === source) &&
    !(fact.kind === "recorder" && fact.event === "recovered");
}

function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
