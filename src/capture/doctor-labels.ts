import { type Labels, labelValue } from "../core/labels.ts";
import { nearestWords } from "../core/plan-nearest.ts";
import type { Expr, Matcher, VectorSelector } from "../promql/ast.ts";
import { findSelectors, matchesLabels, metricOf } from "../promql/selectors.ts";
import type { MetricKnowledge } from "./doctor-metrics.ts";
import type { DoctorRemark } from "./doctor-remark.ts";

/**
 * Selectors whose metric lives while no series has the label that they ask for.
 *
 * `answers` says whether the query has a value all the same: a wrong value of a label then misleads less.
 */
export function examineLabels(expr: Expr, knowledge: MetricKnowledge, answers: boolean): DoctorRemark[] {
  return findSelectors(expr).flatMap((selector) => {
    const metric = metricOf(selector);
    const series = metric === undefined ? undefined : knowledge.series.get(metric);
    if (metric === undefined || series === undefined) return [];
    if (series.length === 0) return [{ state: "caution", text: `"${metric}" had no sample in the last 10 min` }];
    return selector.matchers.flatMap((matcher) => missingValue(selector, matcher, metric, series, answers));
  });
}

/** Labels of events that may not have happened yet: a code that nobody was answered is what a drill hopes for. */
const eventful = new Set(["__name__", "code", "method", "status"]);

function missingValue(
  selector: VectorSelector,
  matcher: Matcher,
  metric: string,
  series: readonly Labels[],
  answers: boolean,
): DoctorRemark[] {
  if ((matcher.op !== "=" && matcher.op !== "=~") || matcher.value === "" || eventful.has(matcher.name)) return [];
  const alone: VectorSelector = { kind: "selector", position: selector.position, matchers: [matcher] };
  if (matches(series, alone)) return [];
  const values = [...new Set(series.map((labels) => labelValue(labels, matcher.name)).filter((value) => value !== ""))];
  const near = matcher.op === "=" ? nearestWords(matcher.value, values) : [];
  const [nearest] = near;
  const others = values.filter((value) => !near.includes(value)).sort();
  const shown = [...near, ...others].slice(0, mostValues).map((value) => `"${value}"`).join(", ");
  const more = values.length > mostValues ? ` and ${values.length - mostValues} more` : "";
  const there = values.length === 0 ? "none has that label" : `there is ${shown}${more}`;
  const family = metric.replace(/_(bucket|sum|count)$/, "");
  const text = `No series of "${family}" has ${matcher.name}${matcher.op}"${matcher.value}": ${there}; if it appears ` +
    "only with the first request, send one and look again";
  const only = values.length === 1 ? values[0] : nearest;
  const fix = only === undefined ? {} : { fix: `${matcher.name}=${JSON.stringify(only)}` };
  return [{ state: values.length > 0 && !answers ? "spoilt" : "caution", text, ...fix }];
}

function matches(series: readonly Labels[], selector: VectorSelector): boolean {
  try {
    return series.some((labels) => matchesLabels(selector, labels));
  } catch {
    // A regular expression that cannot be read is told by the lint.
    return true;
  }
}

/** More values of a label are not listed. */
const mostValues = 8;
