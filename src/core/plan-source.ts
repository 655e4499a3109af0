import { planForm } from "./plan-form.ts";
import { checkReferences } from "./plan-references.ts";

export { expandPlan } from "./expand-plan.ts";
export type { PlanSource } from "./plan-form.ts";

/** A plan as people write it; parsed, durations are ms, thresholds in base units, and defaults filled in. */
export const planSource = planForm.check((context) => checkReferences(context.value, context.issues));
