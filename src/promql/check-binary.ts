import type { Binary } from "./ast.ts";
import { quoteString } from "./quote.ts";
import type { Remark } from "./remark.ts";
import { typeOf } from "./type.ts";

/** What Prometheus refuses in a binary operator, its operands left aside; in its words and its order. */
export function checkBinary(expr: Binary): Remark[] {
  const whole = (text: string): Remark => ({ severity: "error", text, position: expr.position });
  const operator = (text: string): Remark => ({ ...whole(text), position: expr.operatorPosition ?? expr.position });
  const isComparison = /^(==|!=|<|<=|>|>=)$/.test(expr.operator);
  const isSet = /^(and|or|unless)$/.test(expr.operator);
  const left = typeOf(expr.left);
  const right = typeOf(expr.right);
  const areVectors = left === "vector" && right === "vector";
  const hasScalar = left === "scalar" || right === "scalar";
  const { matching, fill } = expr;
  const remarks: Remark[] = [];
  if (expr.bool && !isComparison) remarks.push(operator("bool modifier can only be used on comparison operators"));
  if (isComparison && !expr.bool && left === "scalar" && right === "scalar") {
    remarks.push(operator("comparisons between scalars must use BOOL modifier"));
  }
  remarks.push(...doubledLabels(matching).map(operator));
  for (const operand of [expr.left, expr.right]) {
    const type = typeOf(operand);
    if (type === "scalar" || type === "vector") continue;
    const text = "binary expression must contain only scalar and instant vector types";
    remarks.push({ ...whole(text), position: operand.position });
  }
  if (!areVectors && (matching?.labels.length ?? 0) > 0) {
    remarks.push(whole("vector matching only allowed between instant vectors"));
  }
  if (!areVectors && fill !== undefined) {
    remarks.push(whole("filling in missing series only allowed between instant vectors"));
  }
  if (areVectors && isSet && matching?.group !== undefined) {
    remarks.push(whole(`no grouping allowed for "${expr.operator}" operation`));
    remarks.push(whole("set operations must always be many-to-many"));
  }
  if (areVectors && isSet && fill !== undefined) {
    remarks.push(whole("filling in missing series not allowed for set operators"));
  }
  if (isSet && hasScalar) {
    remarks.push(whole(`set operator "${expr.operator}" not allowed in binary scalar expression`));
  }
  return remarks;
}

function doubledLabels(matching: Binary["matching"]): string[] {
  if (matching?.kind !== "on") return [];
  const included = matching.group?.labels ?? [];
  return matching.labels.flatMap((label) =>
    included.filter((other) => other === label).map(() =>
      `label ${quoteString(label)} must not occur in ON and GROUP clause at once`
    )
  );
}
