import type { Expr, Position } from "../promql/ast.ts";
import { explainQuery } from "../promql/explain.ts";
import { lintQuery, type Remark } from "../promql/lint.ts";
import type { SampleStore } from "../promql/engine/store.ts";
import { readQuery } from "../promql/read-query.ts";
import { findSelectors, metricOf } from "../promql/selectors.ts";
import { lineAndColumn, QuerySyntaxError } from "../promql/syntax-error.ts";
import { unknownMetric } from "../promql/unmatched.ts";
import { boundsOf, type Catalog, longestGap, scrapeIntervalOf, typesOf } from "./catalog.ts";
import type { PlanQuery } from "./subject.ts";

/** Why a query has no answer, and the piece of it that is the reason. */
export interface Problem {
  readonly text: string;
  readonly position: Position | undefined;
}

/** What can be said of a query without asking it. */
export interface Look {
  readonly problem: Problem | undefined;
  /** One sentence of what it computes; "" for what is no query. */
  readonly explanation: string;
  /** What makes its answer mislead. */
  readonly remarks: readonly Remark[];
}

/** What is known of the session when a query is looked at. */
export interface LookContext {
  readonly catalog: Catalog;
  /** The samples: of what a query selects they tell how often it was scraped. */
  readonly store?: SampleStore | undefined;
  /** The plan's query that it is. */
  readonly planQuery: PlanQuery | undefined;
}

/** What a query computes and what is wrong with it. Never throws. */
export function lookAtQuery(text: string, context: LookContext): Look {
  if (text.trim() === "") return { problem: undefined, explanation: "", remarks: [] };
  try {
    const expr = readQuery(text);
    return { problem: undefined, explanation: explainQuery(expr), remarks: remarksOn(expr, context) };
  } catch (error) {
    return { problem: problemOf(error, text), explanation: "", remarks: [] };
  }
}

/** The reason that an error tells; a place in a query of several lines is told in words too. */
export function problemOf(error: unknown, query: string): Problem {
  if (!(error instanceof QuerySyntaxError)) {
    return { text: error instanceof Error ? error.message : String(error), position: undefined };
  }
  const { line, column } = lineAndColumn(query, error.position.start);
  const place = query.includes("\n") ? `line ${line}, column ${column}` : `column ${column}`;
  const advice = error.advice === "" ? "" : `. ${error.advice}`;
  return { text: `${error.message} (${place})${advice}`, position: error.position };
}

function remarksOn(expr: Expr, { catalog, store, planQuery }: LookContext): readonly Remark[] {
  const selectors = findSelectors(expr);
  const scrapeInterval = longestGap(selectors.flatMap((selector) => store?.select(selector) ?? [])) ??
    scrapeIntervalOf(selectors.flatMap((selector) => metricOf(selector) ?? []), catalog);
  const linted = lintQuery(expr, {
    scrapeInterval,
    types: typesOf(catalog),
    bounds: boundsOf(catalog),
    threshold: planQuery?.threshold?.value,
    unit: planQuery?.unit,
  });
  return [...unknownMetrics(expr, catalog), ...linted];
}

/** Metrics that the archive does not hold, each once, with the nearest that it holds. */
export function unknownMetrics(expr: Expr, catalog: Catalog): readonly Remark[] {
  const names = catalog.map(({ name }) => name);
  const missing = new Map(
    findSelectors(expr).flatMap((selector) => {
      const name = metricOf(selector);
      return name === undefined || names.includes(name) ? [] : [[name, selector.position] as const];
    }),
  );
  return Array.from(missing, ([name, position]) => {
    return { severity: "warning", text: unknownMetric(name, names), position };
  });
}
