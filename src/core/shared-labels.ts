import { type Labels, labelValue } from "./labels.ts";

/** The labels that several sets have alike; none for fewer than two sets. */
export function sharedLabels(sets: readonly Labels[]): Labels {
  const [first = {}, ...others] = sets;
  if (others.length === 0) return {};
  return Object.fromEntries(
    Object.entries(first).filter(([name, value]) => others.every((labels) => labelValue(labels, name) === value)),
  );
}

/** The labels of a set but those of another. */
export function ownLabels(labels: Labels, shared: Labels): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => !Object.hasOwn(shared, name)));
}
