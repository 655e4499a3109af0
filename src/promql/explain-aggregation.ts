import { enumerate } from "../core/enumerate.ts";
import { type Aggregation, childrenOf, type Expr } from "./ast.ts";
import { shareWords, type WordsOf } from "./explain-call.ts";

const verbs: Readonly<Record<string, string>> = {
  sum: "the sum of",
  avg: "the mean of",
  min: "the lowest of",
  max: "the highest of",
  count: "the number of series of",
  group: "1 where there is",
  stddev: "the standard deviation over",
  stdvar: "the variance over",
};

/** What an aggregation computes, and for which groups. */
export function aggregationWords(expr: Aggregation, wordsOf: WordsOf): string {
  return `${verbWords(expr, wordsOf)}${eachWords(expr.grouping)}`;
}

function verbWords({ operator, parameter, expr }: Aggregation, wordsOf: WordsOf): string {
  const inner = wordsOf(expr);
  const verb = verbs[operator];
  if (verb !== undefined || parameter === undefined) return `${verb ?? `${operator} of`} ${inner}`;
  switch (operator) {
    case "topk":
      return `the ${countWords(parameter, wordsOf)} highest of ${inner}`;
    case "bottomk":
      return `the ${countWords(parameter, wordsOf)} lowest of ${inner}`;
    case "limitk":
      return `${countWords(parameter, wordsOf)} of the series of ${inner}`;
    case "limit_ratio":
      return `${shareWords(parameter, wordsOf)} of the series of ${inner}`;
    case "quantile":
      return `the value that ${shareWords(parameter, wordsOf)} of ${inner} stay below`;
    case "count_values":
      return `how many series of ${inner} have each value, told by the label ${quoted(parameter, wordsOf)}`;
    default:
      return `${operator} of ${inner}`;
  }
}

function countWords(parameter: Expr, wordsOf: WordsOf): string {
  return parameter.kind === "number" ? wordsOf(parameter) : `(${wordsOf(parameter)})`;
}

function quoted(parameter: Expr, wordsOf: WordsOf): string {
  return parameter.kind === "string" ? `"${parameter.value}"` : wordsOf(parameter);
}

function eachWords(grouping: Aggregation["grouping"]): string {
  if (grouping === undefined) return "";
  const labels = enumerate(grouping.labels);
  if (grouping.kind === "by") return labels === "" ? "" : `, for each ${labels}`;
  return labels === "" ? ", for each series" : `, for each series without ${labels}`;
}

/** The groups that the outermost aggregation of an expression makes; the bounds of a histogram are none. */
export function groupsWords(expr: Expr): string {
  if (expr.kind !== "aggregation") {
    return childrenOf(expr).map(groupsWords).find((words) => words !== "") ?? "";
  }
  const { grouping } = expr;
  if (grouping?.kind === "without") return eachWords({ kind: "without", labels: grouping.labels });
  return eachWords(grouping && { kind: "by", labels: grouping.labels.filter((label) => label !== "le") });
}
