import { type Labels, labelsKey } from "../../core/labels.ts";
import type { Duration, Instant } from "../../core/time.ts";
import { UserError } from "../../core/user-error.ts";
import type { Expr } from "../../promql/ast.ts";
import type { QueryOptions } from "../../promql/engine/options.ts";
import { QueryError } from "../../promql/engine/query-error.ts";
import type { VectorSample } from "../../promql/engine/query-value.ts";
import { readQuery } from "../../promql/read-query.ts";
import { formatQueryError, QuerySyntaxError } from "../../promql/syntax-error.ts";
import { type ActiveAlert, alertSamples, nextAlerts } from "./alert-state.ts";
import type { Rule, RuleGroup } from "./config.ts";
import { evaluateRule, recordedSamples } from "./evaluate-rule.ts";
import type { Memory } from "./memory.ts";
import { checkTemplate } from "./template.ts";

/** Rules that are evaluated together. */
export interface RunningGroup {
  readonly name: string;
  readonly rules: readonly RunningRule[];
  /** Evaluates each rule in turn at this instant; later ones see what earlier ones kept. Never throws. */
  evaluate(at: Instant): void;
  /** When it was last evaluated, and how long that took. */
  last(): Evaluated;
}

/** A rule and what became of it. */
export interface RunningRule {
  readonly rule: Rule;
  readonly expr: Expr;
  health: "unknown" | "ok" | "err";
  /** Why it has no result; "" when it has one. */
  error: string;
  last: Evaluated;
  alerts: readonly ActiveAlert[];
  /** The series that it last gave a sample, by key. */
  living: ReadonlyMap<string, Labels>;
}

/** `at` is the clock's instant. */
export interface Evaluated {
  readonly at: Instant | undefined;
  readonly duration: Duration;
}

/** What a group is given. */
export interface RuleContext {
  readonly memory: Memory;
  readonly options: QueryOptions;
  now(): Instant;
  /** A clock in ms that never jumps, for durations. */
  elapsed(): number;
}

const never: Evaluated = { at: undefined, duration: 0 };

/** A group that was not evaluated yet. Throws `UserError` for a rule that cannot be read. */
export function createGroup({ name, rules }: RuleGroup, context: RuleContext): RunningGroup {
  const running = rules.map(startRule);
  let last = never;
  return {
    name,
    rules: running,
    evaluate: (at) => {
      last = timed(context, () => {
        for (const rule of running) rule.last = timed(context, () => evaluateOne(rule, at, context));
      });
    },
    last: () => last,
  };
}

function timed({ now, elapsed }: RuleContext, act: () => void): Evaluated {
  const [at, start] = [now(), elapsed()];
  act();
  return { at, duration: elapsed() - start };
}

function startRule(rule: Rule): RunningRule {
  const where = `the rule ${JSON.stringify(rule.name)}`;
  const texts = { ...rule.labels, ...rule.kind === "alert" ? rule.annotations : {} };
  for (const [key, text] of Object.entries(texts)) checkTemplate(text, `${JSON.stringify(key)} of ${where}`);
  try {
    const expr = readQuery(rule.expr);
    return { rule, expr, health: "unknown", error: "", last: never, alerts: [], living: new Map() };
  } catch (error) {
    if (!(error instanceof QuerySyntaxError)) throw error;
    throw new UserError(`Cannot read the expression of ${where}: ${formatQueryError(rule.expr, error)}`, {
      cause: error,
    });
  }
}

function evaluateOne(running: RunningRule, at: Instant, { memory, options }: RuleContext): void {
  try {
    const samples = resultOf(running, evaluateRule(running.expr, at, memory.store, options), at);
    const living = new Map<string, Labels>();
    for (const { labels, value } of samples) {
      memory.append(labels, at, value);
      living.set(labelsKey(labels), labels);
    }
    for (const [key, labels] of running.living) if (!living.has(key)) memory.mark(labels, at);
    running.living = living;
    running.health = "ok";
    running.error = "";
  } catch (error) {
    if (!(error instanceof QueryError || error instanceof RangeError)) throw error;
    running.health = "err";
    running.error = error.message;
  }
}

function resultOf(running: RunningRule, samples: readonly VectorSample[], at: Instant): VectorSample[] {
  const { rule } = running;
  switch (rule.kind) {
    case "record":
      return recordedSamples(rule, samples);
    case "alert":
      running.alerts = nextAlerts(rule, running.alerts, samples, at);
      return alertSamples(running.alerts);
  }
}
