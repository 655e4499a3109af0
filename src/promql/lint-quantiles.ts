import { type Aggregation, type Call, childrenOf, type Expr } from "./ast.ts";
import { printExpr } from "./print.ts";
import type { Remark } from "./remark.ts";
import { findSelectors, metricOf } from "./selectors.ts";

/** Aggregations under `histogram_quantile` that drop `le`, without which the buckets of a classic histogram are none. */
export function lintQuantiles(expr: Expr): Remark[] {
  const rest = childrenOf(expr).flatMap(lintQuantiles);
  if (expr.kind !== "call" || expr.name !== "histogram_quantile") return rest;
  const buckets = expr.args[1];
  const isClassic = buckets !== undefined &&
    findSelectors(buckets).some((selector) => metricOf(selector)?.endsWith("_bucket") === true);
  if (!isClassic) return rest;
  const mended = withBounds(buckets);
  if (mended === buckets) return rest;
  const call: Call = { ...expr, args: expr.args.with(1, mended) };
  const fix = printExpr(call);
  const text = '"histogram_quantile" needs the label "le" of every bucket, and the aggregation in it drops that, so ' +
    `the query answers nothing; aggregate by (le): ${fix}`;
  return [{ severity: "error", text, position: buckets.position, fix }, ...rest];
}

/** The same expression where every aggregation keeps `le`; the same object where each does so already. */
function withBounds(expr: Expr): Expr {
  if (expr.kind === "paren") {
    const inner = withBounds(expr.expr);
    return inner === expr.expr ? expr : { ...expr, expr: inner };
  }
  if (expr.kind !== "aggregation" || choosing.has(expr.operator)) return expr;
  const inner = withBounds(expr.expr);
  const grouping = groupingWithBounds(expr);
  return inner === expr.expr && grouping === expr.grouping ? expr : { ...expr, grouping, expr: inner };
}

type Grouping = NonNullable<Aggregation["grouping"]>;

function groupingWithBounds({ grouping }: Aggregation): Grouping {
  if (grouping === undefined) return { kind: "by", labels: ["le"] };
  const { kind, labels } = grouping;
  if (labels.includes("le") === (kind === "by")) return grouping;
  return { kind, labels: kind === "by" ? ["le", ...labels] : labels.filter((label) => label !== "le") };
}

/** Aggregations that choose series and leave their labels as they are. */
const choosing = new Set(["topk", "bottomk", "limitk", "limit_ratio"]);
