import { bareShareFault, shareFault } from "../core/plan-values.ts";
import type { Objective, Plan } from "../core/plan.ts";
import type { Expr } from "../promql/ast.ts";
import { lintQuery, type Remark } from "../promql/lint.ts";
import { parseQuery } from "../promql/parse.ts";
import { findSelectors, metricOf } from "../promql/selectors.ts";
import { findHistogram, findRatio } from "../promql/shape.ts";
import { formatQueryError, QuerySyntaxError } from "../promql/syntax-error.ts";
import { examineAnswer } from "./doctor-answers.ts";
import { examineLabels } from "./doctor-labels.ts";
import { boundsOf, type MetricKnowledge, scrapeIntervalOf } from "./doctor-metrics.ts";
import type { DoctorRemark } from "./doctor-remark.ts";
import { dependsOnTraefik, examineTraefik } from "./doctor-traefik.ts";
import type { ValueNow, ValuesNow } from "./doctor-values.ts";

/** One query of a plan with what it is compared with. */
export interface PlannedQuery {
  /** `objective "Response time"`. */
  readonly where: string;
  readonly judged: boolean;
  readonly query: string;
  readonly threshold: number | undefined;
  readonly comparison: Objective["comparison"] | undefined;
  readonly unit: string;
}

/** A query that was parsed, or the reason why not. */
export type ParsedQuery = PlannedQuery & ({ readonly expr: Expr } | { readonly problem: string });

/** Every query of a plan, objectives first. */
export function parseQueries(plan: Pick<Plan, "objectives" | "panels">): ParsedQuery[] {
  const objectives = plan.objectives.flatMap(({ title, indicator, ...promise }): PlannedQuery[] => {
    if (indicator.kind !== "promql") return [];
    const { comparison, threshold, unit } = promise;
    return [{ where: `objective "${title}"`, judged: true, query: indicator.query, comparison, threshold, unit }];
  });
  const panels = plan.panels.map(({ title, query, unit }): PlannedQuery => {
    return { where: `panel "${title}"`, judged: false, query, comparison: undefined, threshold: undefined, unit };
  });
  return [...objectives, ...panels].map((planned) => {
    try {
      return { ...planned, expr: parseQuery(planned.query) };
    } catch (error) {
      if (!(error instanceof QuerySyntaxError)) throw error;
      return { ...planned, problem: formatQueryError(planned.query, error) };
    }
  });
}

/** Every metric that the queries name, and the buckets of the histograms that they compute with. */
export function metricsOf(queries: readonly ParsedQuery[]): string[] {
  return queries.flatMap((query) => {
    if (!("expr" in query)) return [];
    const histogram = findHistogram(query.expr);
    const named = findSelectors(query.expr).flatMap((selector) => metricOf(selector) ?? []);
    return histogram === undefined ? named : [...named, `${histogram.base}_bucket`];
  });
}

/** What is wrong with the queries, each thing once with where it stands; without `knowledge`, what the text tells. */
export function examineQueries(
  queries: readonly ParsedQuery[],
  knowledge: MetricKnowledge | undefined,
  values: ValuesNow,
): DoctorRemark[] {
  const traefik = knowledge === undefined ? [] : examineTraefik(metricsOf(queries), knowledge.names);
  const found = new Map<string, { remark: DoctorRemark; where: string[] }>();
  let clean = 0;
  for (const query of queries) {
    const remarks = examineQuery(query, knowledge, values.get(query.query), traefik.length > 0);
    if (remarks.length === 0) clean += 1;
    for (const remark of remarks) {
      const known = found.get(remark.text);
      const worse = known === undefined || (remark.state === "spoilt" && known.remark.state !== "spoilt");
      found.set(remark.text, { remark: worse ? remark : known.remark, where: [...(known?.where ?? []), query.where] });
    }
  }
  const ordered = [...found.values()].map(({ remark, where }) => {
    return { ...remark, text: `${remark.text} (${[...new Set(where)].join(", ")})` };
  });
  ordered.sort((a, b) => Number(b.state === "spoilt") - Number(a.state === "spoilt"));
  if (queries.length === 0) return [];
  const counted = `${clean} of ${queries.length} queries`;
  const summary: DoctorRemark = knowledge === undefined
    ? { state: "note", text: `${counted} read, but not looked up in Prometheus` }
    : { state: clean === queries.length ? "good" : "note", text: `${counted} without fault` };
  return [...traefik, summary, ...ordered];
}

function examineQuery(
  query: ParsedQuery,
  knowledge: MetricKnowledge | undefined,
  value: ValueNow | undefined,
  otherTraefik: boolean,
): DoctorRemark[] {
  if ("problem" in query) return [{ state: "spoilt", text: `Cannot read the query: ${query.problem}` }];
  const { expr } = query;
  const context = {
    unit: query.unit,
    ...(query.threshold === undefined ? {} : { threshold: query.threshold }),
    ...(knowledge === undefined ? {} : contextOf(expr, knowledge)),
  };
  const remarks = lintQuery(expr, context).map((remark): DoctorRemark => ({
    state: stateOf(remark, query.judged),
    text: remark.text,
    ...(remark.fix === undefined ? {} : { fix: remark.fix }),
  }));
  remarks.push(...examineShare(query, expr));
  if (knowledge === undefined) return remarks;
  const answers = value !== undefined && "series" in value && value.series.length > 0;
  remarks.push(...examineLabels(expr, knowledge, answers));
  // Why there is no answer is told already when a metric or a label is missing.
  const explained = !answers && remarks.some(({ state }) => state === "spoilt");
  if (value !== undefined && !explained) remarks.push(...examineAnswer(query.query, query.judged, value));
  const told = /^"(\S+)" does not exist/;
  return otherTraefik ? remarks.filter(({ text }) => !dependsOnTraefik(told.exec(text)?.[1] ?? "")) : remarks;
}

/** A promise about a share of events that can never be broken, or never kept. */
function examineShare({ unit, threshold, comparison }: PlannedQuery, expr: Expr): DoctorRemark[] {
  const ratio = findRatio(expr);
  if (ratio === undefined || threshold === undefined || ratio.scale !== 1) return [];
  if (metricOf(ratio.numerator) !== metricOf(ratio.denominator)) return [];
  if (threshold === 0 && (comparison === "<=" || comparison === ">")) return [];
  const kind = comparison === ">" || comparison === ">=" ? "good" : "bad";
  const fault = unit === "ratio" ? shareFault({ value: threshold, unit }, kind) : bareShareFault(threshold, kind);
  return fault === undefined ? [] : [{ state: "spoilt", text: `${fault}; the query is a share of requests` }];
}

function contextOf(expr: Expr, knowledge: MetricKnowledge) {
  const metrics = findSelectors(expr).flatMap((selector) => metricOf(selector) ?? []);
  const scrapeInterval = scrapeIntervalOf(metrics, knowledge);
  return {
    metrics: knowledge.names,
    types: knowledge.types,
    bounds: boundsOf(knowledge),
    ...(scrapeInterval === undefined ? {} : { scrapeInterval }),
  };
}

/** A counter since the process started spoils an objective, which it hides a breach of; in a panel it misleads. */
function stateOf(remark: Remark, judged: boolean): DoctorRemark["state"] {
  if (remark.severity === "error") return "spoilt";
  return judged && remark.rule === "lifetime" ? "spoilt" : "caution";
}
