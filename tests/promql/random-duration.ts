import fc from "fast-check";
import type { DurationExpr } from "../../src/promql/ast.ts";

const position = { start: 0, end: 0 };

const literal: fc.Arbitrary<DurationExpr> = fc
  .oneof(
    fc.integer({ min: 1, max: 7_200_000 }).map((ms) => ms / 1_000),
    fc.double({ min: 0.001, max: 1e5, noNaN: true }),
  )
  .map((value) => ({ kind: "seconds", position, value }));

/** A duration above 0 that a range or a step may have; without `arithmetic` a literal alone. */
export function randomDuration(arithmetic: boolean): fc.Arbitrary<DurationExpr> {
  if (!arithmetic) return literal;
  const { duration } = fc.letrec<{ duration: DurationExpr }>((tie) => ({
    duration: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      literal,
      fc.constantFrom<DurationExpr>({ kind: "step", position }, { kind: "range", position }),
      fc.record({ operator: fc.constantFrom("+" as const, "*" as const, "/" as const), ...pair(tie("duration")) })
        .map((parts): DurationExpr => ({ kind: "arithmetic", position, ...parts })),
      fc.record({ kind: fc.constantFrom("min_of" as const, "max_of" as const), ...pair(tie("duration")) })
        .map((parts): DurationExpr => ({ position, ...parts })),
    ),
  }));
  return duration;
}

/** A duration of either sign, as `offset` takes it. */
export function randomOffset(arithmetic: boolean): fc.Arbitrary<DurationExpr> {
  const sign = fc.constantFrom("+" as const, "-" as const);
  const signed = fc.record({ operator: sign, operand: randomDuration(arithmetic) })
    .map((parts): DurationExpr => ({ kind: "sign", position, ...parts }));
  if (!arithmetic) return fc.oneof(literal, signed);
  const operator = fc.constantFrom("-" as const, "%" as const, "^" as const);
  const computed = fc.record({ operator, left: signed, right: randomDuration(true) })
    .map((parts): DurationExpr => ({ kind: "arithmetic", position, ...parts }));
  return fc.oneof(randomDuration(true), signed, computed);
}

function pair(duration: fc.Arbitrary<DurationExpr>) {
  return { left: duration, right: duration };
}
