import { appendFile, mkdir, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { buildBook } from "../../src/lab/build-book.ts";
import { createRecording } from "../../src/archive/recording-fs.ts";
import { syntheticSession } from "../fixtures/drill.ts";
import { writeSession } from "./write-session.ts";

/** The ids of the sessions in the test's book. */
export const ids = {
  drill: "2026-11-22T231612Z-worker-loss",
  hostile: "2026-11-21T101500Z-hostile",
  damaged: "2026-11-20T101500Z-damaged",
  cut: "2026-11-19T101500Z-cut",
} as const;

/** A session that is still being recorded: the book lists it, and it has no page. */
export const recordingId = "2026-11-23T101500Z-recording";

/** An escape sequence and a mark that turns the direction of writing: what a page must show and not obey. */
export const hiddenText = "\u001b[31mred\u202Eder";

/** A text that would run, load or break out of an attribute wherever it is not escaped. */
export const hostileText = `<script>alert(1)</script>"'><img src=x onerror=alert(1)>`;

/** A panel whose query misleads. */
const barePanel = { id: "bare", title: "Requests", query: "traefik_entrypoint_requests_total", unit: "count" } as const;

/** A book in a new folder: a whole drill, one whose every text is hostile and one of whose files was changed, one without a head, one cut off in its samples, one being recorded. */
export async function writeBook(): Promise<string> {
  const book = await mkdtemp(join(tmpdir(), "drillbook-site-"));
  const session = syntheticSession();
  await mkdir(join(book, "content", "plans"), { recursive: true });
  await writeSession(book, session);
  const { head } = session;
  const hostile = await writeSession(book, {
    ...session,
    head: {
      ...head,
      id: ids.hostile,
      title: hostileText,
      plan: { ...head.plan, title: hostileText, panels: [...head.plan.panels, barePanel] },
    },
    facts: session.facts.map((fact) => (fact.kind === "mark" ? { ...fact, label: `${hostileText} ${fact.at}` } : fact)),
    configs: [{ path: "content/stacks/a b/100% <x>.yml", text: `${hostileText}\n` }],
    notes:
      `# ${hostileText}\n\n[a](javascript:alert(1)) [b](https://example.org/?a="b) <b style="color:red" onclick="x">c</b>\n\n` +
      "::chart{id=nothing}\n\n::chart{id=error-rate}\n",
  });
  const [config = ""] = await filesBelow(join(hostile, "configs"));
  await appendFile(join(hostile, "configs", config), "changed: later\n");
  await mkdir(join(book, "content", "sessions", ids.damaged));
  await writeFile(join(book, "content", "sessions", ids.damaged, "session.json"), "{");
  const start = head.start + 24 * 3_600_000;
  const { end: _, ...opened } = head;
  const recording = {
    ...opened,
    id: recordingId,
    title: `Still going ${hiddenText}`,
    start,
    status: "recording" as const,
  };
  await (await createRecording(book, recording)).close();
  const cut = await writeSession(book, { ...session, head: { ...head, id: ids.cut } });
  const samples = await readFile(join(cut, "samples.jsonl"), "utf8");
  await writeFile(join(cut, "samples.jsonl"), samples.slice(0, samples.length / 2));
  return book;
}

/** Builds the site of a book into a new folder, under the runtime that runs the test. Throws with the output when that fails. */
export async function buildSite(book: string): Promise<string> {
  const out = await mkdtemp(join(tmpdir(), "drillbook-out-"));
  await buildBook(book, out);
  return out;
}

/** Every file below a folder, as paths with slashes, in order. */
export async function filesBelow(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found.filter((item) => item.isFile())
    .map((item) => relative(folder, join(item.parentPath, item.name)).split(sep).join("/"))
    .sort();
}

/** A start tag of a page with its attributes, decoded. */
export interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

/** The start tags of a page, in order. */
export function tagsOf(html: string): Tag[] {
  return Array.from(html.matchAll(/<([a-z][\w:-]*)((?:\s+[^\s=>"'/]+(?:="[^"]*"|='[^']*'|=[^\s>"']+)?)*)\s*\/?>/gi))
    .map(
      ([, name = "", attributes = ""]) => ({ name: name.toLowerCase(), attributes: attributesOf(attributes) }),
    );
}

function attributesOf(text: string): Map<string, string> {
  const pairs = text.matchAll(/([^\s=>"'/]+)(?:=(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?/g);
  return new Map(
    Array.from(
      pairs,
      ([, name = "", double, single, bare]) => [name.toLowerCase(), decode(double ?? single ?? bare ?? "")],
    ),
  );
}

/** A text with the entities that the site writes made plain. */
export function decode(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
