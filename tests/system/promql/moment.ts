import type { Instant } from "../../../src/core/time.ts";
import type { QueryRange } from "../../../src/promql/engine/evaluate.ts";
import type { Dice } from "./dice.ts";
import { randomInstant } from "./random-selector.ts";

/** When a query is asked: at an instant, or over a range; ms. */
export type Moment =
  | { readonly kind: "instant"; readonly at: Instant }
  | ({ readonly kind: "range" } & QueryRange);

export function randomMoment(dice: Dice, kind: Moment["kind"]): Moment {
  const at = randomInstant(dice);
  if (kind === "instant") return { kind, at };
  const step = dice.pick([1_000, 7_000, 12_345, 15_000, 15_000, 30_000, 60_000, 60_000, 127_001, 300_000]);
  // The end lies on the last step or short of the next.
  return { kind, start: at, end: at + step * dice.whole(60) + dice.pick([0, 0, 1, step - 1]), step };
}

/** The moment as a sentence ends: `at 1795382100.5`, `from 1795382100 to 1795382160 step 15000ms`. */
export function formatMoment(moment: Moment): string {
  if (moment.kind === "instant") return `at ${moment.at / 1_000}`;
  return `from ${moment.start / 1_000} to ${moment.end / 1_000} step ${moment.step}ms`;
}
