import type { Instant, Interval } from "../core/time.ts";
import { formatInstant } from "../core/format.ts";
import type { Expr, VectorSelector } from "../promql/ast.ts";
import type { SampleStore } from "../promql/engine/store.ts";
import { quoteString } from "../promql/literal.ts";
import { nearestNames } from "../promql/nearest.ts";
import { printSelector } from "../promql/print.ts";
import { findSelectors, matchesValue, metricOf } from "../promql/selectors.ts";
import { enumerate } from "./plural.ts";

/** Which selectors of a query find no series in the archive, each as a sentence without a final period. */
export function findUnmatched(expr: Expr, store: SampleStore): string[] {
  const unmatched = findSelectors(expr).filter((selector) => store.select(selector).length === 0);
  return [...new Set(unmatched.map((selector) => sentenceOn(selector, store)))];
}

function sentenceOn(selector: VectorSelector, { series }: SampleStore): string {
  const name = metricOf(selector);
  const own = series.filter(({ labels }) => labels.__name__ === name);
  const all = new Set(series.flatMap(({ labels }) => labels.__name__ ?? []));
  if (name !== undefined && own.length === 0) {
    const near = nearestNames(name, all);
    const words = near.length > 0
      ? `did you mean ${near.map(quoted).join(" or ")}?`
      : `it has ${listed([...all].sort())}`;
    return `The archive has no series of "${name}"; ${words}`;
  }
  for (const matcher of selector.matchers) {
    const values = new Set(own.map(({ labels }) => labels[matcher.name] ?? ""));
    if (own.length === 0 || [...values].some((value) => matchesValue(matcher, value))) continue;
    const condition = `${matcher.name}${matcher.op}${quoteString(matcher.value)}`;
    return `No series of "${name}" in the archive has ${condition}; there ${values.size === 1 ? "is" : "are"} ${
      listed([...values].sort())
    }`;
  }
  return `The archive has no series of ${printSelector(selector)}`;
}

function quoted(word: string): string {
  return `"${word}"`;
}

function listed(words: readonly string[]): string {
  const most = 12;
  const shown = words.slice(0, most).map(quoted);
  return words.length <= most ? enumerate(shown) : `${shown.join(", ")} and ${words.length - most} others`;
}

/** A sentence when a query was asked for instants that its session does not have; `undefined` when it does. */
export function outsideWords(asked: { start: Instant; end: Instant }, session: Interval): string | undefined {
  if (asked.end >= session.start && asked.start <= session.end) return undefined;
  return `The session lasts from ${formatInstant(session.start)} to ${formatInstant(session.end)}`;
}
