import { z } from "zod";
import { expandJudged } from "./expand-plan.ts";
import { planForm } from "./plan-form.ts";
import { checkReferences } from "./plan-references.ts";
import { writtenDuration, writtenRatio } from "./plan-values.ts";
import type { Plan } from "./plan.ts";

const { preset, objectives, panels } = planForm.shape;
/** A part of a plan that is about the recording, which is over: it may stand there, and nothing is done with it. */
const passedOver = z.unknown().optional();

/**
 * Objectives as people write them to judge a recorded session again: the parts of a plan that judge, in a plan's form.
 * A whole plan will do.
 */
const judgingForm = z.strictObject({
  preset,
  objectives,
  panels,
  warmup: writtenDuration.optional().describe("The start of each phase that is not judged; as recorded unless said"),
  minimumCoverage: writtenRatio.optional().describe(
    "Share of an interval that must be seen to pass; as recorded unless said",
  ),
  title: passedOver,
  description: passedOver,
  sources: passedOver,
  swarm: passedOver,
  configs: passedOver,
  phases: passedOver,
  step: passedOver,
});

/** What is wrong with the text of a query, and at which offset in it; `undefined` when nothing is. */
export type QueryCheck = (query: string) => { readonly words: string; readonly offset: number } | undefined;

/**
 * The form of other objectives for a session of this plan: its probes and its Prometheus are what they can be about, and
 * a query that could not be answered is a mistake.
 */
export function judgingSource(plan: Plan, checkQuery: QueryCheck) {
  return judgingForm.check(({ value, issues }) => {
    checkReferences({ ...value, sources: plan.sources }, issues);
    for (const part of ["objectives", "panels"] as const) {
      value[part].forEach(({ query }, index) => {
        const fault = query === undefined ? undefined : checkQuery(query);
        if (fault === undefined) return;
        const { words: message, offset } = fault;
        issues.push({
          code: "custom",
          continue: true,
          input: query,
          path: [part, index, "query"],
          message,
          params: { offset },
        });
      });
    }
  });
}

/**
 * The session's plan with the written objectives in place of its own.
 *
 * - Its panels stay unless others are written; a preset brings its own.
 */
export function expandJudging(plan: Plan, source: z.output<typeof judgingForm>): Plan {
  const { warmup = plan.warmup, minimumCoverage = plan.minimumCoverage } = source;
  const judged = expandJudged(source, plan.sources.probes);
  const panels = judged.panels.length === 0 ? plan.panels : judged.panels;
  return { ...plan, warmup, minimumCoverage, objectives: judged.objectives, panels };
}
