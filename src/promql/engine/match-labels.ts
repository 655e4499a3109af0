import { type Labels, labelValue } from "../../core/labels.ts";
import type { Binary } from "../ast.ts";
import type { Evaluation } from "./evaluation.ts";
import { dropLabels, dropMetadata, keepLabels, keyOf, withLabel } from "./label-set.ts";
import { isComparison } from "./operator-values.ts";

/** The labels by which both sides of an operator find their partners. */
export function matchLabels({ matching }: Pick<Binary, "matching">, labels: Labels): Labels {
  if (matching?.kind === "on") return keepLabels(labels, matching.labels);
  return dropLabels(dropMetadata(labels), matching?.labels ?? []);
}

/** A text that is equal for partners. */
export function signatureOf(expr: Pick<Binary, "matching">, labels: Labels): string {
  return keyOf(matchLabels(expr, labels));
}

/** The labels of an operator's result for a series of the many side and its partner. */
export function resultLabels(
  { operator, bool, matching }: Pick<Binary, "operator" | "bool" | "matching">,
  many: Labels,
  one: Labels,
  { delayedNameRemoval, rules }: Pick<Evaluation, "delayedNameRemoval" | "rules">,
): Labels {
  const keepsName = isComparison(operator) && (!bool || delayedNameRemoval) || rules === 2 && operator === "atan2";
  const base = keepsName ? many : dropMetadata(many);
  if (matching === undefined) return base;
  if (matching.group === undefined) {
    return matching.kind === "on" ? keepLabels(base, matching.labels) : dropLabels(base, matching.labels);
  }
  return matching.group.labels.reduce((labels, name) => withLabel(labels, name, labelValue(one, name)), base);
}
