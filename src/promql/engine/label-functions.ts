import { RE2JS } from "re2js";
import { labelValue } from "../../core/labels.ts";
import type { Call } from "../ast.ts";
import { mergeColumns } from "./assemble.ts";
import type { Column } from "./column.ts";
import { type Evaluation, textOf, vectorOf } from "./evaluation.ts";
import type { Grid } from "./grid.ts";
import { withLabel } from "./label-set.ts";
import { QueryError } from "./query-error.ts";

/** `label_replace(v, dst, replacement, src, regex)`: sets a label where the whole of another one matches. */
export function replaceLabel(evaluation: Evaluation, call: Call, grid: Grid): Column[] {
  const [vector, ...texts] = call.args;
  const [target = "", replacement = "", source = "", pattern = ""] = texts.map(textOf);
  const regex = compilePattern(pattern, evaluation.rules === 3);
  refuseLabelName(evaluation, target, `invalid destination label name in label_replace(): ${target}`);
  return mergeColumns(
    vectorOf(evaluation, vector, grid).map((column) => {
      const matcher = regex.matcher(labelValue(column.labels, source));
      if (!matcher.matches()) return column;
      evaluation.budget.takeText(replacement.length);
      const value = expand(replacement, (name) => {
        const group = groupOf(matcher, regex, name);
        evaluation.budget.takeText(group.length);
        return group;
      });
      return relabelled(column, target, value);
    }),
  );
}

/** `label_join(v, dst, separator, src…)`: sets a label to others joined. */
export function joinLabels(evaluation: Evaluation, call: Call, grid: Grid): Column[] {
  const [vector, ...texts] = call.args;
  const [target = "", separator = "", ...sources] = texts.map(textOf);
  for (const source of sources) {
    refuseLabelName(evaluation, source, `invalid source label name in label_join(): ${source}`);
  }
  refuseLabelName(evaluation, target, `invalid destination label name in label_join(): ${target}`);
  return mergeColumns(
    vectorOf(evaluation, vector, grid).map((column) => {
      const values = sources.map((source) => labelValue(column.labels, source));
      evaluation.budget.takeText(values.reduce((sum, value) => sum + separator.length + value.length, 0));
      return relabelled(column, target, values.join(separator));
    }),
  );
}

function relabelled(column: Column, target: string, value: string): Column {
  const labels = withLabel(column.labels, target, value);
  return { ...column, labels, dropName: target === "__name__" ? false : column.dropName };
}

function compilePattern(pattern: string, dotMatchesNewline: boolean): RE2JS {
  try {
    return RE2JS.compile(pattern, dotMatchesNewline ? RE2JS.DOTALL : 0);
  } catch (error) {
    throw new QueryError("execution", `invalid regular expression in label_replace(): ${pattern}`, undefined, error);
  }
}

/** Any text but the empty one is a label's name, since 3.0; before, letters, digits and underscores. */
export function isLabelName(name: string, rules: Evaluation["rules"]): boolean {
  return rules === 3
    ? name !== "" && name.isWellFormed() && !name.includes("\ufffd")
    : /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name);
}

function refuseLabelName(evaluation: Evaluation, name: string, message: string): void {
  if (!isLabelName(name, evaluation.rules)) throw new QueryError("execution", message);
}

const reference = /\$(?:\$|\{(\w+)\}|(\w+))/g;

/** A replacement with `$1`, `${1}`, `$name` and `$$` put in; a group that there is not is empty. */
function expand(template: string, groupOf: (name: string) => string): string {
  return template.replace(reference, (whole, braced?: string, plain?: string) => {
    const name = braced ?? plain;
    return name === undefined ? (whole === "$$" ? "$" : whole) : groupOf(name);
  });
}

function groupOf(matcher: ReturnType<RE2JS["matcher"]>, regex: RE2JS, name: string): string {
  if (/^\d+$/.test(name)) return Number(name) <= matcher.groupCount() ? matcher.group(Number(name)) ?? "" : "";
  return Object.hasOwn(regex.namedGroups(), name) ? matcher.group(name) ?? "" : "";
}
