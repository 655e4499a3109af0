import { firstAlbums } from "../album/shelf.ts";
import { seededNumbers } from "./seeded.ts";

/** What a client asks of the album. */
export type Visit =
  | { readonly kind: "list" }
  | { readonly kind: "album"; readonly id: number }
  | { readonly kind: "add"; readonly title: string };

/** One visit in so many adds an album. */
const addEvery = 24;

/** What a client wants next: the list, then an album of it, and so on; now and then it adds one instead. */
export interface Visitor {
  next(): Visit;
  /** Its pause before the next visit, as a share of the usual one: 0.5 to 1.5. */
  pause(): number;
}

/** A visitor with habits of its own: the same for the same number. */
export function newVisitor(number: number): Visitor {
  const random = seededNumbers(number);
  let visits = 0;
  return {
    next() {
      visits++;
      if (random() < 1 / addEvery) return { kind: "add", title: `Visitor ${number}, page ${visits}` };
      return visits % 2 === 1 ? { kind: "list" } : { kind: "album", id: 1 + Math.floor(random() * firstAlbums.length) };
    },
    pause: () => 0.5 + random(),
  };
}
