import type { Labels } from "../../core/labels.ts";
import type { Cursor } from "./cursor.ts";

const labelName = /[A-Za-z_][A-Za-z0-9_]*/y;
// One step per escape, not per character: a long value must not take the regular expression's stack.
const quoted = /"[^\\"]*(?:\\[^][^\\"]*)*"/y;
const blank = /[ \t]*/y;

/** A metric's name without quotes. */
export const metricName = /[A-Za-z_:][A-Za-z0-9_:]*/y;

/**
 * The labels of a sample behind `{`, up to and with `}`. `name` is what stood before the braces; without one, the first
 * text in quotes is it, as in `{"a metric", label="value"}`.
 *
 * - An empty value means that the label is not there.
 * - Throws `SyntaxError`, also for a label that is given twice.
 */
export function parseLabels(cursor: Cursor, name: string | undefined): Labels {
  const labels = new Map<string, string>();
  let metric = name;
  cursor.take(blank);
  while (cursor.take(/\}/y) === undefined) {
    const text = cursor.take(quoted);
    const label = text === undefined ? cursor.expect(labelName, "the name of a label") : unquote(text);
    cursor.take(blank);
    if (cursor.take(/=/y) !== undefined) {
      cursor.take(blank);
      const value = unquote(cursor.expect(quoted, `a value in quotes of the label "${label}"`));
      if (labels.has(label) || label === "__name__") throw cursor.fault(`the label "${label}" is given twice`);
      labels.set(label, value);
      cursor.take(blank);
      cursor.expect(/,|(?=\})/y, "a comma or a closing brace");
    } else {
      if (text === undefined) cursor.expect(/=/y, `"=" behind the label "${label}"`);
      if (metric !== undefined) throw cursor.fault("the name of the metric is given twice");
      metric = label;
      cursor.take(/,/y);
    }
    cursor.take(blank);
  }
  if (metric === undefined) throw cursor.fault("the metric has no name");
  return Object.fromEntries([["__name__", metric], ...[...labels].filter(([, value]) => value !== "")]);
}

/** A text between quotes with its escapes undone; an escape that means nothing stays as it is. */
export function unquote(text: string): string {
  return unescapeText(text.slice(1, -1));
}

/** The text that `\\`, `\n` and `\"` stand for; any other escape stays as it is. */
export function unescapeText(text: string): string {
  return text.replace(/\\([\\n"])/g, (_, escaped: string) => escaped === "n" ? "\n" : escaped);
}
