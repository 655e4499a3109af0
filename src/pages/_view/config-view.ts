import type { ConfigView } from "../../components/view.ts";
import type { Session } from "../../core/session.ts";

const languages: ReadonlyMap<string, string> = new Map(Object.entries({
  yml: "yaml",
  yaml: "yaml",
  json: "json",
  toml: "toml",
  ini: "ini",
  conf: "nginx",
  env: "dotenv",
  sh: "shellscript",
  md: "markdown",
}));

/** The configuration files of a session, in the order of their paths. */
export function configViews(session: Pick<Session, "configs" | "redactions">): readonly ConfigView[] {
  const files = [...session.configs].sort((a, b) => (a.path < b.path ? -1 : 1));
  return files.map(({ path, text }, index) => ({
    id: `config-${index + 1}`,
    path,
    language: languageOf(path),
    text,
    lines: countLines(text),
    redactions: session.redactions
      .filter(({ file }) => file === `configs/${path}`)
      .map(({ place, reason }) => `Taken out at ${place}: ${reason}`),
  }));
}

/** The highlighter's name for a file's language, by the file's name; `plaintext` when it has none. */
export function languageOf(path: string): string {
  const name = path.split("/").at(-1) ?? "";
  if (/^dockerfile/i.test(name)) return "docker";
  return languages.get(name.split(".").at(-1)?.toLowerCase() ?? "") ?? "plaintext";
}

function countLines(text: string): string {
  const lines = text.replace(/\n$/, "").split("\n").length;
  return lines === 1 ? "1 line" : `${lines} lines`;
}
