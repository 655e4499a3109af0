/** Markup of a page, in which nothing that a visitor wrote is any. */
export interface Markup {
  readonly markup: string;
}

/** What may stand in a template; text is escaped, and the members of a list follow each other. */
export type MarkupPart = string | number | Markup | readonly Markup[];

const references: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** A template of HTML or SVG: ``markup`<p>${text}</p>` ``. Attributes stand in double quotes. */
export function markup(texts: TemplateStringsArray, ...parts: readonly MarkupPart[]): Markup {
  return { markup: texts.map((text, index) => text + partText(parts[index] ?? "")).join("") };
}

function partText(part: MarkupPart): string {
  if (typeof part === "number") return String(part);
  if (typeof part === "string") return part.replace(/[&<>"]/g, (character) => references[character] ?? "");
  return "markup" in part ? part.markup : part.map(({ markup }) => markup).join("");
}
