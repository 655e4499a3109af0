/** A whole number with thin spaces between thousands: `1 158`. */
export function formatCount(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, "\u202f");
}

/** A count with its noun: `1 request`, `32 requests`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${Math.round(count) === 1 ? one : many}`;
}

/** A whole number up to twelve in words, as sentences have it: `three`; larger ones in figures. */
export function numberWord(count: number): string {
  const words = "no one two three four five six seven eight nine ten eleven twelve".split(" ");
  return words[count] ?? String(count);
}
