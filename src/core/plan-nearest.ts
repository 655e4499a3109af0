/**
 * The known words most like an unknown one, best first; none that differs in more than a third of its letters.
 * Among equals those come first that begin with it.
 */
export function nearestWords(unknown: string, known: Iterable<string>): string[] {
  const wanted = unknown.toLowerCase();
  const found: { word: string; cost: number; isOther: boolean }[] = [];
  for (const word of known) {
    const cost = editDistance(wanted, word.toLowerCase());
    const longer = Math.max(wanted.length, word.length);
    if (cost <= Math.max(1, Math.floor(longer / 3)) && cost < longer) {
      found.push({ word, cost, isOther: !word.toLowerCase().startsWith(wanted) });
    }
  }
  found.sort((a, b) => a.cost - b.cost || Number(a.isOther) - Number(b.isOther) || (a.word < b.word ? -1 : 1));
  return found.map(({ word }) => word);
}

/** How many letters must be put in, left out, replaced or swapped with their neighbour to make `b` of `a`. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next.push(Math.min(
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (before[j - 2] ?? 0) + 1 : Infinity,
      ));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
