import type { Plan } from "../core/plan.ts";
import { type DoctorEffects, systemEffects } from "./doctor-effects.ts";
import { canReach, examineEnvironment } from "./doctor-environment.ts";
import { learnMetrics, type MetricKnowledge } from "./doctor-metrics.ts";
import { examineQueries, metricsOf, type ParsedQuery, parseQueries } from "./doctor-queries.ts";
import { doctorReason } from "./doctor-reason.ts";
import { examinePromises } from "./doctor-promises.ts";
import type { DoctorRemark, Examination } from "./doctor-remark.ts";
import { examineAbsences, examineDocker, examineProbes, examinePrometheus } from "./doctor-sources.ts";
import { evaluateQueries, type ValuesNow } from "./doctor-values.ts";

/** Looks at what a drill by this plan relies on: sources, clocks, queries, configuration files. Changes nothing. */
export async function examinePlan(
  plan: Plan,
  book: string,
  effects: DoctorEffects = systemEffects,
): Promise<Examination> {
  const queries = parseQueries(plan);
  const [prometheus, docker, probes, configs] = await Promise.all([
    examineMetrics(plan, queries, effects),
    examineDocker(plan.sources.docker, effects),
    examineProbes(plan.sources.probes, effects),
    examineConfigs(plan.configs, book, effects),
  ]);
  const sections = [
    { title: "Environment", remarks: examineEnvironment(plan.sources, effects.environment) },
    { title: "Sources", remarks: [...prometheus.remarks, ...docker, ...probes, ...examineAbsences(plan.sources)] },
    { title: "Promises", remarks: examinePromises(plan.objectives, prometheus.values) },
    { title: "Queries", remarks: examineQueries(queries, prometheus.knowledge, prometheus.values) },
    { title: "Configuration", remarks: configs },
  ];
  return { plan: { id: plan.id, title: plan.title }, sections: sections.filter(({ remarks }) => remarks.length > 0) };
}

const noValues: ValuesNow = new Map();

async function examineMetrics(
  plan: Plan,
  queries: readonly ParsedQuery[],
  effects: DoctorEffects,
): Promise<{ remarks: DoctorRemark[]; knowledge?: MetricKnowledge; values: ValuesNow }> {
  const source = plan.sources.prometheus;
  if (source === undefined || !canReach(source, effects.environment)) return { remarks: [], values: noValues };
  const prometheus = effects.openPrometheus(source);
  const remarks = await examinePrometheus(source, prometheus);
  if (remarks.some(({ state }) => state === "spoilt")) return { remarks, values: noValues };
  const values = evaluateQueries(prometheus, queries);
  try {
    const learnt = await learnMetrics(prometheus, metricsOf(queries), effects.now());
    return { remarks: [...remarks, ...learnt.remarks], knowledge: learnt.knowledge, values: await values };
  } catch (error) {
    const text = `Prometheus does not tell which metrics it has: ${doctorReason(error)}`;
    return { remarks: [...remarks, { state: "spoilt", text }], values: noValues };
  }
}

async function examineConfigs(
  patterns: readonly string[],
  book: string,
  effects: DoctorEffects,
): Promise<DoctorRemark[]> {
  if (patterns.length === 0) return [];
  const { files, warnings } = await effects.readConfigs(book, patterns);
  const count = `${files.size} configuration file${files.size === 1 ? "" : "s"}`;
  const good: DoctorRemark[] = files.size === 0 ? [] : [{ state: "good", text: `${count} will be archived` }];
  return [...good, ...warnings.map((text): DoctorRemark => ({ state: "caution", text }))];
}
