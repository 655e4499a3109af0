import { enumerate } from "../core/enumerate.ts";
import { labelValue } from "../core/labels.ts";
import { nearestWords } from "../core/plan-nearest.ts";
import type { Expr, VectorSelector } from "./ast.ts";
import type { SampleStore } from "./engine/store.ts";
import { nearestNames } from "./nearest.ts";
import { printSelector } from "./print.ts";
import { quoteString } from "./quote.ts";
import { findSelectors, matchesValue, metricOf } from "./selectors.ts";

/** Which selectors of a query find no series in an archive, each as a sentence without a final period that tells what there is. */
export function findUnmatched(expr: Expr, store: SampleStore): string[] {
  const unmatched = findSelectors(expr).filter((selector) => store.select(selector).length === 0);
  return [...new Set(unmatched.map((selector) => sentenceOn(selector, store)))];
}

/** That an archive lacks a metric, with the nearest of those that it holds: a sentence without a final period. */
export function unknownMetric(name: string, held: readonly string[]): string {
  const near = nearestNames(name, held).map(quoted).join(" or ");
  return `The archive holds no metric "${name}"${near === "" ? "" : `; the nearest that it holds: ${near}`}`;
}

function sentenceOn(selector: VectorSelector, { series }: SampleStore): string {
  const name = metricOf(selector);
  const own = series.filter(({ labels }) => labels.__name__ === name);
  if (name !== undefined && own.length === 0) {
    const held = [...new Set(series.flatMap(({ labels }) => labels.__name__ ?? []))].sort();
    const isStrange = held.length > 0 && nearestNames(name, held).length === 0;
    return `${unknownMetric(name, held)}${isStrange ? `; it holds ${listed(held)}` : ""}`;
  }
  for (const matcher of selector.matchers) {
    const values = new Set(own.map(({ labels }) => labelValue(labels, matcher.name)));
    if (own.length === 0 || [...values].some((value) => matchesValue(matcher, value))) continue;
    if (values.size === 1 && values.has("")) {
      const [near] = nearestWords(matcher.name, own.flatMap(({ labels }) => Object.keys(labels)));
      const meant = near === undefined ? "" : `; did you mean "${near}"?`;
      return `No series of "${name}" in the archive has a label "${matcher.name}"${meant}`;
    }
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

/** More than so many names are told by their number. */
const mostNames = 12;

function listed(words: readonly string[]): string {
  const rest = words.length - mostNames;
  return enumerate([...words.slice(0, mostNames).map(quoted), ...(rest > 0 ? [`${rest} others`] : [])]);
}
