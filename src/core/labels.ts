/** The labels of a series, `__name__` included. */
export type Labels = Readonly<Record<string, string>>;

/** The value of a label, "" where the set lacks it, also one that is called as what every object has: `constructor`. */
export function labelValue(labels: Labels, name: string): string {
  return Object.hasOwn(labels, name) ? labels[name] ?? "" : "";
}

/** A text that is equal for two label sets exactly when the sets are equal, whatever the order of their keys. */
export function labelsKey(labels: Labels): string {
  return JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

/** What tells one scrape target from another: its job and its instance. */
export function targetKey(labels: Labels): string {
  return JSON.stringify([labels["job"] ?? "", labels["instance"] ?? ""]);
}

/** The label set as PromQL writes it: `up{instance="a:80", job="web"}`, names in order. */
export function formatLabels(labels: Labels): string {
  const { __name__: name = "", ...rest } = labels;
  const names = Object.keys(rest).sort();
  if (names.length === 0) return name === "" ? "{}" : name;
  return `${name}{${names.map((label) => `${label}=${JSON.stringify(rest[label])}`).join(", ")}}`;
}
