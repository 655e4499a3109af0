import type { Labels } from "../../core/labels.ts";
import { compareTexts } from "../engine/label-set.ts";

const unsafe = /[<>&\u2028\u2029]/g;

/** A text as a JSON string in Prometheus' spelling, which can stand in HTML: `<`, `>` and `&` are escaped. */
export function formatJsonText(text: string): string {
  return JSON.stringify(text).replace(unsafe, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** A label set as a JSON object, names in order. */
export function formatJsonLabels(labels: Labels): string {
  const names = Object.keys(labels).sort(compareTexts);
  return `{${names.map((name) => `${formatJsonText(name)}:${formatJsonText(labels[name] ?? "")}`).join(",")}}`;
}

/** A JSON array of texts. */
export function formatJsonTexts(texts: readonly string[]): string {
  return `[${texts.map(formatJsonText).join(",")}]`;
}
