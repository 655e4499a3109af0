import { childrenOf, type Expr, withoutParens } from "./ast.ts";
import { durationOf } from "./duration.ts";
import { aggregators, functions, type Signature, type ValueType } from "./functions.ts";
import type { Remark } from "./remark.ts";
import { compileRegex, matchesValue } from "./selectors.ts";

/** What an expression yields, by its outermost part. */
export function typeOf(expr: Expr): ValueType {
  switch (expr.kind) {
    case "number":
      return "scalar";
    case "string":
      return "string";
    case "selector":
    case "aggregation":
      return "vector";
    case "matrix":
    case "subquery":
      return "matrix";
    case "call":
      return functions.get(expr.name)?.result ?? "vector";
    case "binary":
      return typeOf(expr.left) === "scalar" && typeOf(expr.right) === "scalar" ? "scalar" : "vector";
    case "unary":
      return typeOf(expr.operand);
    case "paren":
      return typeOf(expr.expr);
  }
}

/** What Prometheus would refuse in a well-formed expression: types, arguments, durations, regular expressions. */
export function checkQuery(expr: Expr): Remark[] {
  const isInfo = expr.kind === "call" && expr.name === "info";
  // What follows in "info" selects labels, and may match everything.
  const children = isInfo ? expr.args.slice(0, 1) : childrenOf(expr);
  return [...checkNode(expr), ...children.flatMap(checkQuery)];
}

function checkNode(expr: Expr): Remark[] {
  const error = (text: string): Remark => ({ severity: "error", text, position: expr.position });
  const expect = (inner: Expr, wanted: ValueType, what: string): Remark[] => {
    const type = typeOf(inner);
    if (type === wanted) return [];
    return [{ ...error(`${what} must be ${typeWords[wanted]}, not ${typeWords[type]}`), position: inner.position }];
  };
  switch (expr.kind) {
    case "selector":
      return checkSelector(expr, error);
    case "matrix":
      return checkRange(durationOf(expr.range), error);
    case "subquery":
      return [
        ...checkRange(durationOf(expr.range), error),
        ...(expr.step === undefined ? [] : checkRange(durationOf(expr.step), error)),
        ...expect(expr.expr, "vector", "The expression of a subquery"),
      ];
    case "call": {
      const signature = functions.get(expr.name);
      if (signature === undefined) return [error(`Unknown function "${expr.name}"`)];
      return [
        ...checkCount(expr.name, expr.args.length, signature).map(error),
        ...expr.args.flatMap((arg, index) => {
          const wanted = signature.args[index] ?? (signature.variadic ? signature.args.at(-1) : undefined);
          return wanted === undefined ? [] : expect(arg, wanted, `Argument ${index + 1} of "${expr.name}"`);
        }),
      ];
    }
    case "aggregation": {
      const wanted = aggregators.get(expr.operator);
      return [
        ...expect(expr.expr, "vector", `What "${expr.operator}" aggregates`),
        ...(expr.parameter === undefined || wanted === undefined
          ? []
          : expect(expr.parameter, wanted, `The parameter of "${expr.operator}"`)),
      ];
    }
    case "binary":
      return checkBinary(expr, error);
    case "unary":
      return isNumeric(expr.operand) ? [] : [error("A sign must stand before a scalar or an instant vector")];
    case "number":
    case "string":
    case "paren":
      return [];
  }
}

const typeWords: Readonly<Record<ValueType, string>> = {
  scalar: "a scalar",
  vector: "an instant vector",
  matrix: "a range vector",
  string: "a string",
};

type Complain = (text: string) => Remark;

function checkSelector(expr: Expr & { kind: "selector" }, error: Complain): Remark[] {
  const invalid = expr.matchers.flatMap((matcher) => {
    if (matcher.op === "=" || matcher.op === "!=") return [];
    try {
      compileRegex(matcher.value);
      return [];
    } catch (reason) {
      return [error(reason instanceof Error ? reason.message : String(reason))];
    }
  });
  if (invalid.length > 0 || expr.name !== undefined) return invalid;
  if (expr.matchers.some((matcher) => !matchesValue(matcher, ""))) return [];
  return [error("Selector must contain at least one matcher that does not match the empty text")];
}

function checkRange(range: number | undefined, error: Complain): Remark[] {
  return range === undefined || range > 0 ? [] : [error("Duration must be greater than 0")];
}

function checkCount(name: string, count: number, signature: Signature): string[] {
  const most = signature.variadic ? Infinity : signature.args.length;
  const least = signature.args.length - signature.optional;
  if (count >= least && count <= most) return [];
  const wanted = least === most ? `${least}` : most === Infinity ? `at least ${least}` : `${least} to ${most}`;
  return [`"${name}" takes ${wanted} argument${wanted === "1" ? "" : "s"}, not ${count}`];
}

function checkBinary(expr: Expr & { kind: "binary" }, error: Complain): Remark[] {
  const remarks: Remark[] = [];
  const comparison = /^(==|!=|<|<=|>|>=)$/.test(expr.operator);
  const left = typeOf(expr.left);
  const right = typeOf(expr.right);
  if (!isNumeric(expr.left) || !isNumeric(expr.right)) {
    remarks.push(
      error(
        `"${expr.operator}" works on scalars and instant vectors, not on ${
          typeWords[isNumeric(expr.left) ? right : left]
        }`,
      ),
    );
  }
  if (expr.bool && !comparison) remarks.push(error('"bool" stands after a comparison only'));
  if (comparison && !expr.bool && left === "scalar" && right === "scalar") {
    remarks.push(error(`A comparison of two scalars needs "bool": ${expr.operator} bool`));
  }
  const sets = /^(and|or|unless)$/.test(expr.operator);
  if (sets && (left === "scalar" || right === "scalar")) {
    remarks.push(error(`"${expr.operator}" works on instant vectors only`));
  }
  if (sets && expr.matching?.group !== undefined) {
    remarks.push(error(`"${expr.operator}" takes no group_${expr.matching.group.side}`));
  }
  if (expr.matching !== undefined && (left !== "vector" || right !== "vector")) {
    remarks.push(error(`"${expr.matching.kind}" needs an instant vector on both sides`));
  }
  return remarks;
}

function isNumeric(expr: Expr): boolean {
  const type = typeOf(withoutParens(expr));
  return type === "scalar" || type === "vector";
}
