/** A file name made of a text: lower case, digits and hyphens, at most 60 characters; `answer` when nothing is left. */
export function slugOf(text: string): string {
  const slug = text.toLowerCase().replace(/[^a-z0-9]+/g, "-").slice(0, 60).replace(/^-+|-+$/g, "");
  return slug === "" ? "answer" : slug;
}

/**
 * The place of a configuration file below `configs/`: its own path where that is relative and plain.
 *
 * - An absolute path loses its root, `..` becomes `_up_`, what some file system cannot hold becomes `_`.
 */
export function configPlace(path: string): string {
  const parts = path.replaceAll("\\", "/").split("/").filter((part) => part !== "" && part !== ".");
  const safe = parts.map((part) =>
    part === ".." ? "_up_" : part.replace(/[\p{Cc}:*?"<>|]/gu, "_").replace(/[. ]$/, "_")
  );
  return safe.length === 0 ? "_" : safe.join("/");
}

/** Where the files of a session lie inside its folder. */
export const places = {
  head: "session.json",
  journal: "journal.ndjson",
  samples: "samples.jsonl",
  notes: "notes.md",
  manifest: "manifest.json",
  windows: "recording/samples.ndjson",
  parts: "recording/answers.ndjson",
  redactions: "recording/redactions.ndjson",
} as const;
