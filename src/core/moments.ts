import type { Instant, Interval } from "./time.ts";

/** What a session's moments can be called by. */
export interface Moments {
  readonly interval: Interval;
  readonly phases: readonly { readonly name: string; readonly interval: Interval }[];
  readonly marks: readonly { readonly at: Instant; readonly label: string }[];
}

/** A moment and what it is called. */
export interface NamedMoment {
  readonly name: string;
  readonly at: Instant;
}

/** Every moment of a session that has a name: its phases, of which `edge` says which end is meant, then its marks. */
export function namedMoments({ phases, marks }: Moments, edge: "start" | "end"): readonly NamedMoment[] {
  return [
    ...phases.map(({ name, interval }) => ({ name, at: interval[edge] })),
    ...marks.map(({ label, at }) => ({ name: label, at })),
  ];
}

/** The moments of a name, in whatever case; without any those whose names begin so. */
export function momentsCalled(words: string, named: readonly NamedMoment[]): readonly NamedMoment[] {
  const wanted = words.toLowerCase();
  const exact = named.filter(({ name }) => name.toLowerCase() === wanted);
  return exact.length > 0 ? exact : named.filter(({ name }) => name.toLowerCase().startsWith(wanted));
}
