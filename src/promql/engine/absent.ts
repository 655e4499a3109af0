import type { Labels } from "../../core/labels.ts";
import { type Expr, type VectorSelector, withoutParens } from "../ast.ts";
import { anyPresent, type Column } from "./column.ts";
import { everyStep } from "./vector-functions.ts";

/** `absent` and `absent_over_time`: 1 at each step at which none of the columns has a value. */
export function absentOf(argument: Expr | undefined, columns: readonly Column[], count: number): Column[] {
  const present = anyPresent(columns, count).map((flag) => 1 - flag);
  if (!present.includes(1)) return [];
  return [{ ...everyStep(new Float64Array(count).fill(1)), labels: labelsOfAbsence(argument), present }];
}

/** The labels that a selector asks for by `=`, each once; a name that it names twice is left out. */
function labelsOfAbsence(argument: Expr | undefined): Labels {
  const inner = argument === undefined ? undefined : withoutParens(argument);
  const selector = inner?.kind === "matrix" ? inner.selector : inner?.kind === "selector" ? inner : undefined;
  return Object.fromEntries(askedFor(selector));
}

function askedFor(selector: VectorSelector | undefined): Map<string, string> {
  const labels = new Map<string, string>();
  const seen = new Set<string>();
  for (const { name, op, value } of selector?.matchers ?? []) {
    if (name === "__name__") continue;
    if (op === "=" && !seen.has(name)) {
      if (value !== "") labels.set(name, value);
      seen.add(name);
    } else labels.delete(name);
  }
  return labels;
}
