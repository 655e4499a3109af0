/**
 * The existing names most like an unknown one, best first; among equals the longer, which says most.
 *
 * Names are compared by their parts between underscores: a part left out or put in costs less than a part spelt
 * differently, so `traefik_request_duration_seconds_sum` finds `traefik_entrypoint_request_duration_seconds_sum`.
 * Where no name is like the whole of it, those are that have all of its parts, well or badly spelt, in its order.
 */
export function nearestNames(unknown: string, names: Iterable<string>, most = 3): string[] {
  const wanted = partsOf(unknown);
  const limit = wanted.length * 0.6;
  const found: { name: string; cost: number }[] = [];
  for (const name of names) {
    const cost = distance(wanted, partsOf(name));
    if (cost <= limit) found.push({ name, cost });
  }
  if (found.length === 0 && wanted.length > 1) {
    for (const name of names) {
      const parts = partsOf(name);
      const cost = spelling(wanted, parts);
      if (cost !== undefined) found.push({ name, cost: cost + 0.4 * (parts.length - wanted.length) });
    }
  }
  found.sort((a, b) => a.cost - b.cost || b.name.length - a.name.length || (a.name < b.name ? -1 : 1));
  const best = found[0]?.cost ?? 0;
  return found.filter(({ cost }) => cost <= best + 0.5).slice(0, most).map(({ name }) => name);
}

function partsOf(name: string): string[] {
  return name.toLowerCase().split(/[_:]+/).filter((part) => part !== "");
}

/** Edit distance over parts: the last part (the unit or `_total`) and the first (the system) weigh double. */
function distance(a: readonly string[], b: readonly string[]): number {
  const row = [0];
  b.forEach((part, j) => row.push((row[j] ?? 0) + weight(part, j, b.length)));
  a.forEach((part, i) => {
    let diagonal = row[0] ?? 0;
    row[0] = diagonal + weight(part, i, a.length);
    b.forEach((other, j) => {
      const above = row[j + 1] ?? 0;
      const left = row[j] ?? 0;
      const heaviest = Math.max(weight(part, i, a.length), weight(other, j, b.length));
      row[j + 1] = Math.min(
        above + weight(part, i, a.length),
        left + weight(other, j, b.length),
        diagonal + 1.5 * heaviest * unlikeness(part, other),
      );
      diagonal = above;
    });
  });
  return row[b.length] ?? 0;
}

/** How badly all wanted parts are spelt as parts of a name, in its order; `undefined` where one of them is not there. */
function spelling(wanted: readonly string[], parts: readonly string[]): number | undefined {
  let at = 0;
  let cost = 0;
  for (const part of wanted) {
    const index = parts.findIndex((other, place) => place >= at && unlikeness(part, other) <= misspelt);
    const found = parts[index];
    if (found === undefined) return undefined;
    cost += unlikeness(part, found);
    at = index + 1;
  }
  return cost;
}

/** Parts that differ in more than this share of their letters are others. */
const misspelt = 0.34;

function weight(part: string, index: number, count: number): number {
  return index === 0 || index === count - 1 || part === "total" ? 2 : 1;
}

/** 0 for equal parts, 1 for parts with no letter in the same place. */
function unlikeness(a: string, b: string): number {
  if (a === b) return 0;
  const row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    let diagonal = row[0] ?? 0;
    row[0] = i;
    for (let j = 1; j <= b.length; j += 1) {
      const above = row[j] ?? 0;
      row[j] = Math.min(above + 1, (row[j - 1] ?? 0) + 1, diagonal + (a[i - 1] === b[j - 1] ? 0 : 1));
      diagonal = above;
    }
  }
  return (row[b.length] ?? 0) / Math.max(a.length, b.length);
}
