import { type Call, type DurationExpr, type Expr, withoutParens } from "./ast.ts";
import { checkBinary } from "./check-binary.ts";
import { literalSeconds, secondsOf } from "./duration.ts";
import { findExtensionFault } from "./extension-fault.ts";
import { aggregators, findSignature, type Signature, type ValueType } from "./functions.ts";
import { quoteString } from "./quote.ts";
import type { Remark } from "./remark.ts";
import { matchesValue } from "./selectors.ts";
import { typeOf, typeWords } from "./type.ts";

export { typeOf };

/**
 * What Prometheus refuses in an expression that it can read: types, arguments, matching, durations.
 *
 * The remarks are errors in Prometheus' words and in the order in which it finds them; it shows the first alone.
 */
export function checkQuery(expr: Expr): Remark[] {
  switch (expr.kind) {
    case "number":
    case "string":
      return [];
    case "paren":
      return checkQuery(expr.expr);
    case "selector":
      return isEmpty(expr) ? [refusal(expr, "vector selector must contain at least one non-empty matcher")] : [];
    case "matrix":
      return [...checkQuery(expr.selector), ...checkDuration(expr.range)];
    case "subquery":
      return [...checkSubquery(expr), ...checkDuration(expr.range), ...checkDuration(expr.step)];
    case "unary": {
      const type = typeOf(expr.operand);
      const only = "unary expression only allowed on expressions of type scalar or instant vector";
      return [
        ...checkQuery(expr.operand),
        ...(type === "scalar" || type === "vector" ? [] : [refusal(expr, `${only}, got "${typeWords[type]}"`)]),
      ];
    }
    case "aggregation": {
      const wanted = aggregators.get(expr.operator);
      return [
        ...expectType(expr.expr, "vector", "aggregation expression"),
        ...(expr.parameter === undefined || wanted === undefined
          ? []
          : expectType(expr.parameter, wanted, "aggregation parameter")),
      ];
    }
    case "binary":
      return [...checkQuery(expr.left), ...checkQuery(expr.right), ...checkBinary(expr)];
    case "call":
      return checkCall(expr, findSignature(expr.name));
  }
}

function refusal(expr: Pick<Expr, "position">, text: string): Remark {
  return { severity: "error", text, position: expr.position };
}

function expectType(expr: Expr, wanted: ValueType, context: string): Remark[] {
  return [...checkQuery(expr), ...mistyped(expr, wanted, context, expr)];
}

function mistyped(expr: Expr, wanted: ValueType, context: string, place: Expr): Remark[] {
  const type = typeOf(expr);
  if (type === wanted) return [];
  return [refusal(place, `expected type ${typeWords[wanted]} in ${context}, got ${typeWords[type]}`)];
}

/** Whether a selector names no metric and none of its matchers asks for a label that is there. */
function isEmpty({ name = "", matchers }: Expr & { kind: "selector" }): boolean {
  return name === "" && matchers.every((matcher) => matchesValue(matcher, ""));
}

function checkSubquery(expr: Expr & { kind: "subquery" }): Remark[] {
  const type = typeOf(expr.expr);
  const remarks = checkQuery(expr.expr);
  if (type === "vector") return remarks;
  return [...remarks, refusal(expr, `subquery is only allowed on instant vector, got ${type} instead`)];
}

/** A duration that is computed from literals alone; Prometheus refuses it when it evaluates the query. */
function checkDuration(duration: DurationExpr | undefined): Remark[] {
  if (duration === undefined || literalSeconds(duration) !== undefined) return [];
  const seconds = secondsOf(duration);
  if (seconds === undefined || seconds > 0) return [];
  return [refusal(duration, "duration must be greater than 0")];
}

function checkCall(expr: Call, signature: Signature | undefined): Remark[] {
  if (signature === undefined) return [refusal(expr, `unknown function with name ${quoteString(expr.name)}`)];
  const context = `call to function "${expr.name}"`;
  const remarks = [...checkCount(expr, signature), ...(expr.name === "info" ? checkInfo(expr, context) : [])];
  expr.args.forEach((arg, index) => {
    const type = signature.args[index] ?? (signature.optional > 0 ? signature.args.at(-1) : undefined);
    if (type === undefined) return;
    // The labels that "info" is asked for may all be empty.
    if (expr.name !== "info" || index === 0 || arg.kind !== "selector") remarks.push(...checkQuery(arg));
    remarks.push(...mistyped(arg, type, context, arg), ...checkExtension(arg, expr.name));
  });
  return remarks;
}

function checkCount(expr: Call, { args, optional, most }: Signature): Remark[] {
  const count = expr.args.length;
  const least = args.length - optional;
  const found = `in call to "${expr.name}", got ${count}`;
  if (optional === 0) return count === most ? [] : [refusal(expr, `expected ${most} argument(s) ${found}`)];
  if (count < least) return [refusal(expr, `expected at least ${least} argument(s) ${found}`)];
  return count > most ? [refusal(expr, `expected at most ${most} argument(s) ${found}`)] : [];
}

function checkInfo(expr: Call, context: string): Remark[] {
  const [, labels] = expr.args;
  if (labels === undefined) return [];
  const remarks = mistyped(labels, "vector", context, expr);
  return labels.kind === "selector" ? remarks : [...remarks, refusal(labels, "expected label selectors only")];
}

function checkExtension(arg: Expr, name: string): Remark[] {
  const fault = findExtensionFault(name, arg);
  return fault === undefined ? [] : [{ ...refusal(withoutParens(arg), fault), rule: "evaluation" }];
}
