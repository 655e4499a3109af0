import type { Fact, FactOf } from "../core/fact.ts";

/** The facts of one kind, in the order of `at`. */
export function factsOf<Kind extends Fact["kind"]>(facts: readonly Fact[], kind: Kind): FactOf<Kind>[] {
  return facts.filter((fact): fact is FactOf<Kind> => fact.kind === kind).sort((a, b) => a.at - b.at);
}
