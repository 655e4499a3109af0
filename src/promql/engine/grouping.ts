import type { Labels } from "../../core/labels.ts";
import type { Aggregation } from "../ast.ts";
import type { Column } from "./column.ts";
import { dropLabels, keepLabels, keyOf } from "./label-set.ts";

/** The columns that an aggregation makes one, in the order of the first of each. */
export interface Group {
  readonly labels: Labels;
  readonly columns: readonly Column[];
}

/** The labels that a series keeps in its group. */
export function groupLabels({ grouping }: Pick<Aggregation, "grouping">, labels: Labels): Labels {
  if (grouping === undefined) return {};
  return grouping.kind === "by"
    ? keepLabels(labels, grouping.labels)
    : dropLabels(labels, ["__name__", ...grouping.labels]);
}

/** Columns by the group that they fall into. */
export function groupColumns(expr: Pick<Aggregation, "grouping">, columns: readonly Column[]): Group[] {
  const groups = new Map<string, { labels: Labels; columns: Column[] }>();
  for (const column of columns) {
    const labels = groupLabels(expr, column.labels);
    const key = keyOf(labels);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { labels, columns: [column] });
    else group.columns.push(column);
  }
  return [...groups.values()];
}
