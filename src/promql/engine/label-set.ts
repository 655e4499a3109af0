import { type Labels, labelsKey } from "../../core/labels.ts";
import { quoteString } from "../quote.ts";

type Entries = readonly (readonly [name: string, value: string])[];

const keys = new WeakMap<Labels, string>();
const entries = new WeakMap<Labels, Entries>();

/** `labelsKey`, worked out once for each object. */
export function keyOf(labels: Labels): string {
  const known = keys.get(labels) ?? labelsKey(labels);
  keys.set(labels, known);
  return known;
}

/** The labels in the order of their names, sorted once for each object. */
function sortedEntries(labels: Labels): Entries {
  const known = entries.get(labels) ?? Object.entries(labels).sort(([a], [b]) => compareTexts(a, b));
  entries.set(labels, known);
  return known;
}

/** The metric's name; "" when it has none. */
export function nameOf(labels: Labels): string {
  return labels.__name__ ?? "";
}

/** The set with only those labels. */
export function keepLabels(labels: Labels, names: readonly string[]): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => names.includes(name)));
}

/** The set without those labels; itself when it has none of them. */
export function dropLabels(labels: Labels, names: readonly string[]): Labels {
  if (!names.some((name) => Object.hasOwn(labels, name))) return labels;
  return Object.fromEntries(Object.entries(labels).filter(([name]) => !names.includes(name)));
}

/** Labels that tell of the metric itself; they go whenever its name goes. */
const metadataLabels = ["__name__", "__type__", "__unit__"];

/** The set without the metric's name, type and unit. */
export function dropMetadata(labels: Labels): Labels {
  return dropLabels(labels, metadataLabels);
}

/** The set with a label set; an empty value removes it. */
export function withLabel(labels: Labels, name: string, value: string): Labels {
  if (value === "") return dropLabels(labels, [name]);
  return Object.fromEntries([...Object.entries(labels).filter(([each]) => each !== name), [name, value]]);
}

/** The order of two sets in a sorted answer: by their sorted names and values, the shorter first. */
export function compareLabels(a: Labels, b: Labels): number {
  const left = sortedEntries(a);
  const right = sortedEntries(b);
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const [leftName = "", leftValue = ""] = left[index] ?? [];
    const [rightName = "", rightValue = ""] = right[index] ?? [];
    if (leftName !== rightName) return compareTexts(leftName, rightName);
    if (leftValue !== rightValue) return compareTexts(leftValue, rightValue);
  }
  return left.length - right.length;
}

/** The set as errors name it: `{__name__="up", job="a"}`. */
export function formatLabelSet(labels: Labels): string {
  const pairs = sortedEntries(labels).map(([name, value]) => {
    const shown = /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : quoteString(name);
    return `${shown}=${quoteString(value)}`;
  });
  return `{${pairs.join(", ")}}`;
}

/** By code points, which is the order of the bytes of UTF-8. */
export function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    // A surrogate stands for a code point above every other unit.
    if (left !== right) {
      return (isSurrogate(left) ? left + 0x10000 : left) - (isSurrogate(right) ? right + 0x10000 : right);
    }
  }
  return a.length - b.length;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}
