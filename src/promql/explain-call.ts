import { enumerate } from "../core/enumerate.ts";
import { formatNumber } from "../core/format.ts";
import type { Call, Expr } from "./ast.ts";
import { numberOf } from "./counter-use.ts";
import { conditions, seriesWords, shiftWords, windowWords } from "./explain-selector.ts";
import { dateParts, sentences } from "./explain-sentences.ts";
import { olderNames } from "./functions.ts";

/** Words for the expressions inside. */
export type WordsOf = (expr: Expr) => string;

/** What a function computes of its arguments, as the part of a sentence. */
export function callWords(call: Call, wordsOf: WordsOf): string {
  const { name, args } = call;
  const sentence = sentences[olderNames.get(name) ?? name];
  if (sentence !== undefined) return filled(sentence, args, wordsOf);
  const [first = call, second] = args;
  const part = dateParts[name];
  if (part !== undefined) {
    return args.length === 0 ? `${part} at present, in UTC` : `${part} in UTC, of the times ${wordsOf(first)}`;
  }
  switch (name) {
    case "histogram_quantile":
      return `the value that ${shareWords(first, wordsOf)} of ${wordsOf(second ?? first)} stay below, ${fromBuckets}`;
    case "histogram_quantiles": {
      const shares = enumerate(args.slice(2).map((share) => shareWords(share, wordsOf)));
      const label = textOf(second);
      return `the values that ${shares} of ${wordsOf(first)} stay below, told by the label "${label}", ${fromBuckets}`;
    }
    case "quantile_over_time": {
      const share = shareWords(first, wordsOf);
      return filled(`the value that ${share} of the samples of {s} stay below {w}`, args, wordsOf);
    }
    case "info": {
      const which = second?.kind === "selector" ? conditions(second.matchers) : "";
      return `${wordsOf(first)}, with the labels of the target that it comes from${which}`;
    }
    case "label_join":
      return `${wordsOf(first)}, with a label "${textOf(second)}" that joins ${
        labelsWords(args.slice(3), "no labels")
      }`;
    case "label_replace":
      return `${wordsOf(first)}, with a label "${textOf(second)}" made of ${labelsWords(args.slice(3, 4), "none")}`;
    case "round":
      return `${wordsOf(first)}, rounded to ${
        second === undefined ? "whole numbers" : `multiples of ${wordsOf(second)}`
      }`;
    case "sort_by_label":
    case "sort_by_label_desc":
      return `${wordsOf(first)}, ${name === "sort_by_label" ? "in" : "against"} the order of ${
        labelsWords(args.slice(1), "all labels")
      }`;
    default:
      return `${name} of ${enumerate(args.map(wordsOf))}`;
  }
}

const fromBuckets = "estimated from its buckets";

function filled(sentence: string, args: readonly Expr[], wordsOf: WordsOf): string {
  const range = args.find(({ kind }) => kind === "matrix" || kind === "subquery");
  // What is evaluated again and again is a clause of its own; a query of wrong types has no window.
  const before = range === undefined ? "" : range.kind === "subquery" ? ", " : " ";
  return sentence.replace(/( ?)\{(\w)\}/g, (_, space: string, hole: string) => {
    if (hole === "w") return range === undefined ? "" : `${before}${rangeWords(range)}`;
    const arg = hole === "s" ? range ?? args[0] : args[Number(hole) - 1];
    if (arg === undefined) return `${space}nothing`;
    return `${space}${hole === "s" ? heldWords(arg, wordsOf) : wordsOf(arg)}`;
  });
}

/** What a range holds, without its window. */
function heldWords(range: Expr, wordsOf: WordsOf): string {
  if (range.kind === "matrix") return seriesWords(range.selector);
  return range.kind === "subquery" ? wordsOf(range.expr) : wordsOf(range);
}

/** The window of a range, and from when it is. */
export function rangeWords(range: Expr): string {
  if (range.kind === "matrix") return `${windowWords(range.range)}${shiftWords(range.selector)}`;
  return range.kind === "subquery" ? `${windowWords(range.range, range)}${shiftWords(range)}` : "";
}

/** A quantile as a share: `95 %`. */
export function shareWords(expr: Expr, wordsOf: WordsOf): string {
  const share = numberOf(expr);
  return share === undefined ? `a share of ${wordsOf(expr)}` : `${formatNumber(share * 100)} %`;
}

function textOf(expr: Expr | undefined): string {
  return expr?.kind === "string" ? expr.value : "";
}

function labelsWords(labels: readonly Expr[], none: string): string {
  if (labels.length === 0) return none;
  return `the label${labels.length > 1 ? "s" : ""} ${enumerate(labels.map((label) => `"${textOf(label)}"`))}`;
}
