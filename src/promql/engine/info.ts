import type { Labels } from "../../core/labels.ts";
import { type Call, childrenOf, type Expr, type Matcher, type VectorSelector, withoutParens } from "../ast.ts";
import { matchesValue } from "../selectors.ts";
import { mergeColumns } from "./assemble.ts";
import type { Column } from "./column.ts";
import { type Evaluation, vectorOf } from "./evaluation.ts";
import type { Grid } from "./grid.ts";
import { formatLabelSet, keepLabels, keyOf, nameOf } from "./label-set.ts";
import { QueryError } from "./query-error.ts";
import { selectVector } from "./select.ts";

/** The labels by which a series finds what is told of its target. */
const identifying = ["instance", "job"];

/** What `info` asks for: which info metrics, and which of their labels. */
interface Wanted {
  readonly names: readonly Matcher[];
  readonly labels: readonly Matcher[];
}

/** `info(v, {labels})`: adds to each series the labels of `target_info`, or of other info metrics, of its target. */
export function addInfo(evaluation: Evaluation, call: Call, grid: Grid): Column[] {
  const [vector, selector] = call.args;
  if (vector === undefined) return [];
  const base = vectorOf(evaluation, vector, grid);
  const wanted = wantedBy(selector);
  const isInfo = ({ labels }: Column) => wanted.names.every((matcher) => matchesValue(matcher, nameOf(labels)));
  const infos = infoColumns(evaluation, vector, base.filter((column) => !isInfo(column)), wanted, grid);
  return mergeColumns(
    base.flatMap((column) => isInfo(column) ? [column] : enriched(column, infos, wanted.labels, grid.count)),
  );
}

function wantedBy(selector: Expr | undefined): Wanted {
  const inner = selector === undefined ? undefined : withoutParens(selector);
  const matchers = inner?.kind === "selector" ? inner.matchers : [];
  const named = matchers.filter(({ name }) => name === "__name__");
  const labels = matchers.filter(({ name }) => name !== "__name__");
  if (named.length === 0) return { names: [{ name: "__name__", op: "=", value: "target_info" }], labels };
  const isPositive = named.some(({ op }) => op === "=" || op === "=~");
  return { names: isPositive ? named : [{ name: "__name__", op: "=~", value: ".+_info" }, ...named], labels };
}

/** An info series over the grid: at each step when its sample was taken, ms. */
interface Info {
  readonly labels: Labels;
  readonly name: string;
  readonly target: string;
  readonly column: Column;
}

function infoColumns(
  evaluation: Evaluation,
  vector: Expr,
  base: readonly Column[],
  { names, labels }: Wanted,
  grid: Grid,
): Info[] {
  const values = identifying.map((name) => new Set(base.flatMap(({ labels: own }) => own[name] || [])));
  if (values.every(({ size }) => size === 0)) return [];
  const selector: VectorSelector = {
    kind: "selector",
    position: vector.position,
    matchers: [...names, ...labels],
    ...findReference(vector),
  };
  return selectVector(evaluation, selector, grid, ({ times }, index) => times[index] as number)
    .filter(({ labels: own }) =>
      identifying.every((name, index) => (values[index]?.size ?? 0) === 0 || values[index]?.has(own[name] ?? ""))
    )
    .map((column) => ({
      labels: column.labels,
      name: nameOf(column.labels),
      target: keyOf(keepLabels(column.labels, identifying)),
      column,
    }));
}

/** When the samples of an expression's first selector are looked at; the offsets of subqueries around it add up. */
function findReference(expr: Expr, around: Reference = {}): Reference | undefined {
  if (expr.kind === "selector") return shiftedBy(around, expr);
  const inner = expr.kind === "subquery" ? shiftedBy(around, expr) : around;
  for (const child of childrenOf(expr)) {
    const found = findReference(child, inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

type Reference = Pick<VectorSelector, "at" | "offset">;

/** `@` makes what is around it meaningless. */
function shiftedBy(around: Reference, { at, offset }: Reference): Reference {
  const outer = at === undefined ? around : { at };
  if (offset === undefined || outer.offset === undefined) return offset === undefined ? outer : { ...outer, offset };
  const { position } = offset;
  return { ...outer, offset: { kind: "arithmetic", position, operator: "+", left: outer.offset, right: offset } };
}

/** A series with the labels of its target's infos, one column for each set of labels that it has over time. */
function enriched(column: Column, infos: readonly Info[], wanted: readonly Matcher[], count: number): Column[] {
  const target = keyOf(keepLabels(column.labels, identifying));
  const own = Map.groupBy(infos.filter((info) => info.target === target), ({ name }) => name);
  const results = new Map<string, { labels: Labels; present: Uint8Array }>();
  for (let step = 0; step < count; step++) {
    if (column.present[step] !== 1) continue;
    const found = [...own.values()].flatMap((group) => newestAt(group, step) ?? []);
    if (found.length === 0 && !wanted.every((matcher) => matchesValue(matcher, ""))) continue;
    const labels = found.length === 0 ? column.labels : withInfo(column.labels, found, wanted);
    const key = keyOf(labels);
    const result = results.get(key) ?? { labels, present: new Uint8Array(count) };
    result.present[step] = 1;
    results.set(key, result);
  }
  return [...results.values()].map((result) => ({ ...column, ...result }));
}

function newestAt(group: readonly Info[], step: number): Info | undefined {
  let newest: Info | undefined;
  for (const info of group) {
    if (info.column.present[step] !== 1) continue;
    const at = info.column.values[step] as number;
    const best = newest?.column.values[step] ?? -Infinity;
    if (newest !== undefined && at === best) {
      const [before, own] = [newest, info].map(({ labels }) => `${formatLabelSet(labels)} @ ${at}`);
      throw new QueryError("execution", `found duplicate series for info metric: existing ${before}, new ${own}`);
    }
    if (at > best) newest = info;
  }
  return newest;
}

function withInfo(base: Labels, found: readonly Info[], wanted: readonly Matcher[]): Labels {
  const added = new Map<string, string>();
  for (const { labels } of found) {
    for (const [name, value] of Object.entries(labels)) {
      if (name === "__name__" || (wanted.length > 0 && !wanted.some((matcher) => matcher.name === name))) continue;
      const before = added.get(name);
      if (before !== undefined && before !== value) throw new QueryError("execution", `conflicting label: ${name}`);
      if (!Object.hasOwn(base, name)) added.set(name, value);
    }
  }
  return Object.fromEntries([...Object.entries(base), ...added]);
}
