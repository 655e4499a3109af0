import type { Labels } from "../core/labels.ts";
import type { Plan } from "../core/plan.ts";
import type { Expr, Matcher, VectorSelector } from "../promql/ast.ts";
import { lintQuery, type Remark } from "../promql/lint.ts";
import { parseQuery } from "../promql/parse.ts";
import { findSelectors, matchesLabels, metricOf } from "../promql/selectors.ts";
import { findHistogram } from "../promql/shape.ts";
import { lineAndColumn, QuerySyntaxError } from "../promql/syntax-error.ts";
import { boundsOf, type MetricKnowledge, scrapeIntervalOf } from "./doctor-metrics.ts";
import type { DoctorRemark } from "./doctor-remark.ts";

/** One query of a plan with what it is compared with. */
export interface PlannedQuery {
  /** `objective "Response time"`. */
  readonly where: string;
  readonly judged: boolean;
  readonly query: string;
  readonly threshold: number | undefined;
  readonly unit: string;
}

/** A query that was parsed, or the reason why not. */
export type ParsedQuery = PlannedQuery & ({ readonly expr: Expr } | { readonly problem: string });

/** Every query of a plan, objectives first. */
export function parseQueries(plan: Pick<Plan, "objectives" | "panels">): ParsedQuery[] {
  const objectives = plan.objectives.flatMap(({ title, indicator, threshold, unit }): PlannedQuery[] => {
    if (indicator.kind !== "promql") return [];
    return [{ where: `objective "${title}"`, judged: true, query: indicator.query, threshold, unit }];
  });
  const panels = plan.panels.map(({ title, query, unit }): PlannedQuery => {
    return { where: `panel "${title}"`, judged: false, query, threshold: undefined, unit };
  });
  return [...objectives, ...panels].map((planned) => {
    try {
      return { ...planned, expr: parseQuery(planned.query) };
    } catch (error) {
      if (!(error instanceof QuerySyntaxError)) throw error;
      const { line, column } = lineAndColumn(planned.query, error.position.start);
      return { ...planned, problem: `${error.message} at ${line}:${column}` };
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
): DoctorRemark[] {
  const found = new Map<string, { remark: DoctorRemark; where: string[] }>();
  let clean = 0;
  for (const query of queries) {
    const remarks = examineQuery(query, knowledge);
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
  const told = knowledge === undefined ? "read, but not looked up in Prometheus" : "without fault";
  const good: DoctorRemark = { state: "good", text: `${clean} of ${queries.length} queries ${told}` };
  return queries.length === 0 ? [] : [good, ...ordered];
}

function examineQuery(query: ParsedQuery, knowledge: MetricKnowledge | undefined): DoctorRemark[] {
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
  return knowledge === undefined ? remarks : [...remarks, ...unmatched(expr, knowledge)];
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

/** Selectors whose metric lives while no series has the label that they ask for. */
function unmatched(expr: Expr, knowledge: MetricKnowledge): DoctorRemark[] {
  return findSelectors(expr).flatMap((selector) => {
    const metric = metricOf(selector);
    const series = metric === undefined ? undefined : knowledge.series.get(metric);
    if (metric === undefined || series === undefined) return [];
    if (series.length === 0) return [{ state: "caution", text: `"${metric}" had no sample in the last 10 min` }];
    return selector.matchers.flatMap((matcher) => missingValue(selector, matcher, metric, series));
  });
}

function missingValue(
  selector: VectorSelector,
  matcher: Matcher,
  metric: string,
  series: readonly Labels[],
): DoctorRemark[] {
  // A code that nobody was answered yet is what a drill hopes for.
  if (matcher.op !== "=" || matcher.name === "__name__" || matcher.name === "code") return [];
  const alone: VectorSelector = { kind: "selector", position: selector.position, matchers: [matcher] };
  if (series.some((labels) => matchesLabels(alone, labels))) return [];
  const values = [...new Set(series.map((labels) => labels[matcher.name]).filter((value) => value !== undefined))];
  const shown = values.sort().slice(0, mostValues).map((value) => `"${value}"`).join(", ");
  const there = values.length === 0 ? "none has that label" : `there is ${shown}`;
  const family = metric.replace(/_(bucket|sum|count)$/, "");
  const text = `No series of "${family}" has ${matcher.name}="${matcher.value}": ${there}; if it appears only with ` +
    "the first request, send one and look again";
  return [{ state: "caution", text }];
}

/** More values of a label are not listed. */
const mostValues = 8;
