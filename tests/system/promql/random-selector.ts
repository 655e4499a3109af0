import type { At, DurationExpr, Expr, Matcher, MatrixSelector, VectorSelector } from "../../../src/promql/ast.ts";
import { span } from "./dataset.ts";
import type { Dice } from "./dice.ts";

/** Generated nodes stand nowhere: what is evaluated is parsed from their text. */
export const position = { start: 0, end: 0 } as const;

/** The metrics of the data, those that queries are mostly about more often, with their labels beside job and instance. */
const metrics: readonly (readonly [weight: number, name: string, ...labels: string[]])[] = [
  [6, "http_requests_total", "path", "code"],
  [3, "http_request_duration_seconds_bucket", "path", "le"],
  [1, "http_request_duration_seconds_sum", "path"],
  [1, "http_request_duration_seconds_count", "path"],
  [2, "odd_bucket", "form", "le"],
  [3, "queue_depth"],
  [3, "temperature_celsius", "zone"],
  [2, "cpu_user_seconds_total"],
  [1, "cpu_system_seconds_total"],
  [2, "up"],
  [1, "build_info", "version"],
  [3, "strange", "kind"],
  [1, "noted", "note"],
  [1, "deployed_timestamp_seconds"],
  [1, "nothing_here"],
];

/** Labels of the data and one that no series has, with values of theirs. */
export const labelValues: Readonly<Record<string, readonly string[]>> = {
  instance: ["a:80", "b:80", "c:80", "d:80"],
  job: ["app", "batch"],
  path: ["/", "/albums"],
  code: ["200", "404", "500"],
  le: ["0.1", "1", "1.0", "5"],
  zone: ["north", "south"],
  form: ["open", "falling", "negative", "twice", "lonely", "worded"],
  kind: ["nan", "infinite", "mixed", "huge", "tiny", "zero", "constant", "jagged"],
  note: ['say "x"', "back\\slash", "grün→", "two\nlines"],
  version: ["1.4", "1.5"],
  absent: [""],
};

/** Labels by name, the frequent ones more often. */
export const labelPool = ["instance", "instance", "instance", "job", "path", "code", "le", ...Object.keys(labelValues)];

const patterns = ["", ".*", ".+", "a.*|b:80", "[^c]:80", "(?i)APP", "4..|500", "nor.h", "x*", "^app$", ".{3,5}"];

function randomMatcher(dice: Dice, labels: readonly string[]): Matcher {
  const name = dice.pick(dice.chance(0.85) ? labels : labelPool);
  const values = labelValues[name] ?? [];
  const op = dice.pick(["=", "=", "!=", "!=", "=~", "=~", "!~"] as const);
  if (op === "=" || op === "!=") return { name, op, value: dice.pick([...values, ""]) };
  return { name, op, value: dice.pick([...patterns, values.slice(1).join("|"), values.slice(0, 2).join("|")]) };
}

/** A selector of one metric, of several by a pattern, or of none, with modifiers now and then. */
export function randomSelector(dice: Dice): VectorSelector {
  const [, name, ...own] = dice.roll(metrics.map((metric) => [metric[0], () => metric]));
  const labels = ["instance", "job", ...own, ...own];
  const matchers = Array.from({ length: dice.pick([0, 0, 0, 0, 0, 0, 1, 1, 2]) }, () => randomMatcher(dice, labels));
  const named = dice.roll<Pick<VectorSelector, "name" | "matchers">>([
    [24, () => ({ name, matchers })],
    [1, () => {
      const value = dice.pick(["cpu_.*", ".*_total", "up|queue_depth", "temperature_celsius|up", "noted|strange"]);
      return { matchers: [{ name: "__name__", op: "=~", value }, ...matchers] };
    }],
    [1, () => ({ matchers: [{ name: "instance", op: "=", value: dice.pick(labelValues["instance"]!) }, ...matchers] })],
  ]);
  return { kind: "selector", position, ...named, ...randomModifiers(dice, 0.12) };
}

const offsets = [1, 999, 1_000, 15_000, 60_000, 61_001, 299_999, 300_000, 600_000, 3_600_000];

/** `offset` and `@`, each with the given probability. */
export function randomModifiers(dice: Dice, probability: number): { readonly offset?: DurationExpr; readonly at?: At } {
  const offset = (): DurationExpr => {
    const length = durationOf(dice.pick(offsets));
    return dice.chance(0.4) ? { kind: "sign", position, operator: "-", operand: length } : length;
  };
  return {
    ...(dice.chance(probability) ? { offset: offset() } : {}),
    ...(dice.chance(probability)
      ? { at: dice.pick<At>(["start", "end", randomInstant(dice), randomInstant(dice)]) }
      : {}),
  };
}

/** An instant in the data or near it: on whole minutes and scrapes, a ms beside them, anywhere. */
export function randomInstant(dice: Dice): number {
  const length = span.end - span.start;
  const anywhere = span.start - 60_000 + dice.whole(length + 120_000);
  return dice.roll([
    [3, () => anywhere],
    [3, () => anywhere - anywhere % 60_000],
    [2, () => anywhere - anywhere % 15_000],
    [1, () => anywhere - anywhere % 15_000 + dice.pick([-1, 1])],
    // The jittered target: on its scrape and a lookback or a window after it.
    [1, () => span.start + 4_321 + 15_000 * dice.whole(360)],
    [1, () => span.start + 31 * 60_000 + 7_007 + 20_000 * dice.whole(120)],
    [1, () => span.end + dice.pick([0, 1, 60_000, 299_999, 300_000, 300_001])],
  ]);
}

/** A duration in ms as a node. */
export function durationOf(length: number): DurationExpr {
  return { kind: "seconds", position, value: length / 1_000 };
}

// The usual ones more often; the shortest hold a scrape only by chance.
const usual = [30_000, 60_000, 120_000, 300_000, 300_000, 600_000];
const ranges = [...usual, ...usual, 1, 1_000, 15_000, 30_001, 45_000, 61_000, 420_000, 1_800_000];

export function randomMatrix(dice: Dice): MatrixSelector {
  return { kind: "matrix", position, selector: randomSelector(dice), range: durationOf(dice.pick(ranges)) };
}

const steps = [undefined, undefined, 7_000, 13_000, 15_000, 30_000, 60_000, 67_777, 127_000];

/** A subquery over at most some 120 instants. */
export function randomSubquery(dice: Dice, expr: Expr): Expr {
  const step = dice.pick(steps);
  const most = 120 * (step ?? 60_000);
  const range = durationOf(dice.pick(ranges.filter((range) => range <= most)));
  return {
    kind: "subquery",
    position,
    expr,
    range,
    ...(step === undefined ? {} : { step: durationOf(step) }),
    ...randomModifiers(dice, 0.1),
  };
}
