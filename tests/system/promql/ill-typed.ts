import type { Expr } from "../../../src/promql/ast.ts";
import { printExpr } from "../../../src/promql/print.ts";
import { typeOf } from "../../../src/promql/type.ts";
import type { Dice } from "./dice.ts";
import { randomQuery } from "./random-query.ts";
import { randomMatrix, randomSelector } from "./random-selector.ts";

/** Wrong types, arguments and matching, by the parts that they are made of: a vector, a range vector, a scalar. */
const mistakes: readonly ((v: string, m: string, s: string) => string)[] = [
  (v) => `rate(${v})`,
  (_, m) => `sum(${m})`,
  (_, m) => `abs(${m})`,
  (_, m) => `${m} + 1`,
  (v, m) => `(${v}) + ${m}`,
  (v) => `(${v}) and 1`,
  (v, _, s) => `(${s}) unless (${v})`,
  (_v, _m, s) => `(${s}) == 1`,
  (v) => `(${v}) + bool (${v})`,
  (v) => `(${v}) + "text"`,
  () => `-"text"`,
  (_, m) => `-${m}`,
  (v) => `"text" * (${v})`,
  (v) => `(${v}) + on (instance) 1`,
  (v) => `(${v}) and on (instance) group_left () (${v})`,
  (v) => `(${v}) * on (instance) group_left (instance) (${v})`,
  (v) => `abs((${v}), (${v}))`,
  () => "abs()",
  (v) => `clamp(${v}, 1)`,
  (v) => `clamp_max(${v}, ${v})`,
  (_, m) => `rate(${m}, 1)`,
  (v) => `label_replace(${v}, "a", "b", "c")`,
  (v) => `label_replace(${v}, "a", "b", "c", 1)`,
  (v) => `label_join(${v}, "a")`,
  (v) => `round(${v}, 1, 2)`,
  (v) => `histogram_quantile(${v}, ${v})`,
  (v) => `vector(${v})`,
  (_v, _m, s) => `scalar(${s})`,
  () => "time(1)",
  (v) => `topk("a", ${v})`,
  (v) => `topk(${v})`,
  (v) => `sum(1, ${v})`,
  (v) => `quantile(${v}, ${v})`,
  (v) => `count_values(1, ${v})`,
  (_v, _m, s) => `sum(${s})`,
  (_v, _m, s) => `max_over_time((${s})[5m:1m])`,
  (_, m) => `max_over_time((${m})[5m:1m])`,
  (v) => `(${v})[5m]`,
  (v) => `(${v}) offset 5m`,
  (v) => `sum(${v}) @ 1`,
  () => "up offset 1m offset 2m",
  () => "up @ 1 @ 2",
  () => "up[5m] @ start() @ end()",
  () => "up[5m:1m] offset 1m offset 2m",
  () => 'up{__name__="queue_depth"}',
  () => '{instance=~".*"}',
  () => "{}",
  () => 'up{instance=""} + {job=""}',
  () => 'sum({path!="x"})',
  () => "rate(up[0s])",
];

/** Texts that are no PromQL and that 3.x refuses in other words than 2.42. */
export const reworded = ["", "@ 5", "up[5x]", "up offset", 'up{instance=~"("}'];

/** Texts that are no PromQL. */
const noise = [
  "up +",
  "sum(up",
  "sum by instance (up)",
  "up{instance=}",
  'up{instance="a:80}',
  'up{instance=~"a(?=b)"}',
  'up{instance=~"*"}',
  "rate(up[5m)",
  "up{a='b'} {c='d'}",
  "1 2",
  "up @ now()",
  '"\\q"',
  "nonesuch(up)",
  "topk()",
  "up on (instance) up",
  "up == bool on up",
  "0x",
  "sum without (a b) (up)",
  "up[5m:1m",
  "histogram_quantile(0.9 up)",
];

/** A query with one mistake in it, which 2.42 and 3.x refuse in the same words. */
export function randomIllTyped(dice: Dice): string {
  if (dice.chance(0.15)) return dice.pick(noise);
  const scalar = dice.pick(["1", "time()", "1 + 2", "scalar(up)"]);
  const vector = dice.chance(0.5) ? randomSelector(dice) : calm(dice);
  return dice.pick(mistakes)(printExpr(vector), printExpr(randomMatrix(dice)), scalar);
}

/** A vector whose text is as long in 2.42, so that places are the same, and in which nothing else can be wrong. */
function calm(dice: Dice): Expr {
  const expr = randomQuery(dice, 1);
  const isVector = typeOf(expr) === "vector" && expr.kind !== "unary" && expr.kind !== "binary";
  return isVector && !printExpr(expr).includes("double_exponential_smoothing") ? expr : randomSelector(dice);
}
