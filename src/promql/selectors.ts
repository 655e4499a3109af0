import { RE2JS } from "re2js";
import { type Labels, labelValue } from "../core/labels.ts";
import { childrenOf, type Expr, type Matcher, type VectorSelector } from "./ast.ts";

/**
 * Every selector of an expression in the order of the text, repeated ones included.
 *
 * The second argument of `info` names labels of `target_info` unless it says otherwise, and is given that name here.
 */
export function findSelectors(expr: Expr): readonly VectorSelector[] {
  if (expr.kind === "call" && expr.name === "info") {
    const [series, ...labels] = expr.args.map(findSelectors);
    return [...series ?? [], ...labels.flat().map(withInfoName)];
  }
  return expr.kind === "selector" ? [expr] : childrenOf(expr).flatMap(findSelectors);
}

function withInfoName(selector: VectorSelector): VectorSelector {
  const named = selector.name !== undefined || selector.matchers.some((matcher) => matcher.name === "__name__");
  return named ? selector : { ...selector, name: "target_info" };
}

/** The metric that a selector names, before the braces or as `__name__="…"`; `undefined` when it names none. */
export function metricOf(selector: VectorSelector): string | undefined {
  return selector.name ??
    selector.matchers.find((matcher) => matcher.name === "__name__" && matcher.op === "=")?.value;
}

/**
 * Whether a series with these labels (`__name__` included) is selected.
 *
 * - A label that the series lacks counts as the empty text.
 * - Regular expressions are RE2 and match the whole value; throws `SyntaxError` for one that RE2 does not accept.
 */
export function matchesLabels(selector: VectorSelector, labels: Labels): boolean {
  if (selector.name !== undefined && labels["__name__"] !== selector.name) return false;
  return selector.matchers.every((matcher) => matchesValue(matcher, labelValue(labels, matcher.name)));
}

/** Whether a label's value satisfies a matcher. */
export function matchesValue(matcher: Matcher, value: string): boolean {
  switch (matcher.op) {
    case "=":
      return value === matcher.value;
    case "!=":
      return value !== matcher.value;
    case "=~":
      return compileRegex(matcher.value).test(value);
    case "!~":
      return !compileRegex(matcher.value).test(value);
  }
}

interface LabelRegex {
  test(value: string): boolean;
}

/** More are not kept: whoever asks a server for long asks for ever new ones. */
const mostCompiled = 1_000;
const compiled = new Map<string, LabelRegex>();

/** A label's regular expression as Prometheus reads it: RE2, anchored at both ends, dot matches newline. */
export function compileRegex(pattern: string): LabelRegex {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  const regex = compileFresh(pattern);
  if (compiled.size >= mostCompiled) compiled.clear();
  compiled.set(pattern, regex);
  return regex;
}

function compileFresh(pattern: string): LabelRegex {
  try {
    const regex = RE2JS.compile(pattern, RE2JS.DOTALL);
    return { test: (value) => regex.matches(value) };
  } catch (error) {
    throw new SyntaxError(`Regular expression "${pattern}" is not valid: ${wordsOf(error)}`, { cause: error });
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
