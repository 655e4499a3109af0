import type { Plan } from "../core/plan.ts";
import type { Matcher, VectorSelector } from "../promql/ast.ts";
import { parseQuery } from "../promql/parse.ts";
import { printSelector } from "../promql/print.ts";
import { findSelectors } from "../promql/selectors.ts";

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
 * The selectors whose raw samples a plan needs, as PromQL.
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
      for (const selector of findSelectors(parseQuery(query))) wanted.push(selector, ...siblings(selector));
    } catch (error) {
      unreadable.push({ query, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  const texts = new Map(wanted.map((selector) => [printSelector(selector), matcherKeys(selector)]));
  const entries = [...texts];
  const selectors = entries.filter(([text, keys], index) =>
    !entries.some(([other, otherKeys], otherIndex) =>
      other !== text && covers(otherKeys, keys) && (otherKeys.size < keys.size || otherIndex < index)
    )
  );
  return { selectors: selectors.map(([text]) => text), unreadable };
}

function covers(wide: ReadonlySet<string>, narrow: ReadonlySet<string>): boolean {
  return [...wide].every((key) => narrow.has(key));
}

function matcherKeys(selector: VectorSelector): ReadonlySet<string> {
  return new Set(allMatchers(selector).map(({ name, op, value }) => JSON.stringify([name, op, value])));
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
