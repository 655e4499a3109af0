import type { Binary } from "../ast.ts";
import { mergeColumns } from "./assemble.ts";
import { anyPresent, type Column, type Sides } from "./column.ts";
import { signatureOf } from "./match-labels.ts";

/** Whether an operator is one of sets: it takes samples from its sides as they are. */
export function isSetOperator(operator: string): boolean {
  return operator === "and" || operator === "or" || operator === "unless";
}

/** `and`, `or` and `unless`: many-to-many, by the matching labels, at each step by itself. */
export function operateOnSets(expr: Binary, { left, right, count }: Sides): Column[] {
  switch (expr.operator) {
    case "and":
      return mergeColumns(maskedBy(expr, left, presenceOf(expr, right, count), 1));
    case "unless":
      return mergeColumns(maskedBy(expr, left, presenceOf(expr, right, count), 0));
    case "or":
      return mergeColumns([...left, ...maskedBy(expr, right, presenceOf(expr, left, count), 0)]);
    default:
      throw new TypeError(`No set operator "${expr.operator}"`);
  }
}

/** By the signature of partners, at which steps one of them has a value. */
type Presence = ReadonlyMap<string, Uint8Array>;

function presenceOf(expr: Binary, columns: readonly Column[], count: number): Presence {
  const groups = Map.groupBy(columns, ({ labels }) => signatureOf(expr, labels));
  return new Map([...groups].map(([signature, own]) => [signature, anyPresent(own, count)]));
}

/** The columns where a partner on the other side has a value (`wanted` 1) or none has (0). */
function maskedBy(expr: Binary, columns: readonly Column[], presence: Presence, wanted: 0 | 1): Column[] {
  return columns.map((column) => {
    const partner = presence.get(signatureOf(expr, column.labels));
    const present = column.present.map((flag, step) => flag === 1 && (partner?.[step] ?? 0) === wanted ? 1 : 0);
    return { ...column, present };
  });
}
