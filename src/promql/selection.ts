import type { Plan } from "../core/plan.ts";
import { childrenOf, type Expr, type Matcher, type VectorSelector } from "./ast.ts";
import { parseQuery } from "./parse.ts";
import { printSelector } from "./print.ts";
import { findSelectors, matchesValue } from "./selectors.ts";

/** The PromQL queries of a plan, each once: those of its objectives, then those of its panels, with a file name for each. */
export function planQueries(plan: Plan): readonly { readonly name: string; readonly query: string }[] {
  const named = [
    ...plan.objectives.flatMap(({ id, indicator }) =>
      indicator.kind === "promql" ? [{ name: `objective-${id}`, query: indicator.query }] : []
    ),
    ...plan.panels.map(({ id, query }) => ({ name: `panel-${id}`, query })),
  ];
  const seen = new Set<string>();
  return named.filter(({ query }) => !seen.has(query) && seen.add(query));
}

/** The selectors to record, and the queries that cannot be read. */
export interface Selection {
  readonly selectors: readonly string[];
  readonly unreadable: readonly { readonly query: string; readonly reason: string }[];
}

/**
 * The selectors whose raw samples a plan needs, as PromQL: what is recorded of its Prometheus, and all that its archive holds.
 *
 * - Every selector of its queries, `ALERTS` and `up`.
 * - A histogram's `_sum`, `_count` and `_bucket` come together: where a query has one of them, analysis wants the others.
 * - A selector that a wider one covers is left out.
 */
export function selectSeries(plan: Plan): Selection {
  const unreadable: { query: string; reason: string }[] = [];
  const wanted: VectorSelector[] = [...findSelectors(parseQuery("ALERTS + up"))];
  for (const { query } of planQueries(plan)) {
    try {
      for (const selector of neededSelectors(parseQuery(query))) wanted.push(selector, ...siblings(selector));
    } catch (error) {
      unreadable.push({ query, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  const entries = [...new Map(wanted.map((selector) => [printSelector(selector), selector]))];
  const selectors = entries.filter(([text, selector], index) =>
    !entries.some(([other, wide], otherIndex) =>
      other !== text && covers(wide, selector) && (!covers(selector, wide) || otherIndex < index)
    )
  );
  return { selectors: selectors.map(([text]) => text), unreadable };
}

/** The selectors whose samples a query needs: those that it names, and the `target_info` that `info` means where it names none. */
export function neededSelectors(expr: Expr): readonly VectorSelector[] {
  return [...findSelectors(expr), ...meansInfo(expr) ? findSelectors(parseQuery("target_info")) : []];
}

function meansInfo(expr: Expr): boolean {
  return expr.kind === "call" && expr.name === "info" && expr.args.length === 1 || childrenOf(expr).some(meansInfo);
}

/**
 * Whether every series that `narrow` selects is one that `wide` selects, as far as their matchers tell without any series:
 * each matcher of `wide` stands in `narrow` too, or `narrow` asks for one value that satisfies it.
 */
export function covers(wide: VectorSelector, narrow: VectorSelector): boolean {
  const own = allMatchers(narrow);
  return allMatchers(wide).every((matcher) =>
    own.some((each) =>
      each.name === matcher.name &&
      (each.op === matcher.op && each.value === matcher.value || each.op === "=" && allows(matcher, each.value))
    )
  );
}

/** Whether a matcher lets a value pass; a regular expression that cannot be read lets none. */
function allows(matcher: Matcher, value: string): boolean {
  try {
    return matchesValue(matcher, value);
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

function allMatchers(selector: VectorSelector): readonly Matcher[] {
  const name: Matcher[] = selector.name === undefined ? [] : [{ name: "__name__", op: "=", value: selector.name }];
  return [...name, ...selector.matchers];
}

function siblings(selector: VectorSelector): readonly VectorSelector[] {
  const match = /^(.+)_(sum|count|bucket)$/.exec(selector.name ?? "");
  if (match === null) return [];
  const matchers = selector.matchers.filter(({ name }) => name !== "le");
  return ["sum", "count", "bucket"].map((part) => ({ ...selector, name: `${match[1]}_${part}`, matchers }));
}
