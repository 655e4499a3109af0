import { isMap, isScalar, LineCounter, type Node, parseDocument } from "yaml";
import { expandPlan, planSource } from "../core/plan-source.ts";
import type { Plan } from "../core/plan.ts";
import { UserError } from "../core/user-error.ts";

type Path = readonly PropertyKey[];

/**
 * The plan that a YAML text holds, expanded; `file` is only for messages.
 *
 * Throws `UserError` that lists every issue with its place: `content/plans/x.yaml:7:12 objectives[0].threshold: …`.
 */
export function parsePlan(text: string, id: string, file: string): Plan {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const placed = (offset: number, words: string) => {
    const { line, col } = lines.linePos(offset);
    return { offset, words: `${file}:${line}:${col} ${words}` };
  };
  if (document.errors.length > 0) {
    throw refusal(file, document.errors.map((error) => placed(error.pos[0], error.message)));
  }
  const result = planSource.safeParse(document.toJS({ maxAliasCount: 100 }) ?? {});
  if (result.success) return expandPlan(id, result.data);
  throw refusal(
    file,
    result.error.issues.flatMap((issue) => {
      const keys = issue.code === "unrecognized_keys" ? issue.keys : [undefined];
      return keys.map((key) => {
        const path = key === undefined ? issue.path : [...issue.path, key];
        const missing = absences.has(issue.code ?? "") && path.length > 0 && !document.hasIn(path);
        const words = key !== undefined
          ? `Nothing is called "${key}" here`
          : missing
          ? wordsOfAbsence(issue.message)
          : issue.message;
        return placed(offsetOf(document.contents, path, key !== undefined), `${writePath(path)}: ${words}`);
      });
    }),
  );
}

const absences = new Set(["invalid_type", "invalid_union", "invalid_value"]);

function wordsOfAbsence(message: string): string {
  return message.startsWith("Expected") ? `Missing: ${message.charAt(0).toLowerCase()}${message.slice(1)}` : "Missing";
}

function refusal(file: string, issues: readonly { offset: number; words: string }[]): UserError {
  const sorted = issues.toSorted((a, b) => a.offset - b.offset).map(({ words }) => words);
  const count = sorted.length === 1 ? "one mistake" : `${sorted.length} mistakes`;
  return new UserError(`Cannot use plan "${file}": it has ${count}\n${sorted.join("\n")}`);
}

/** Where the node at a path begins, or its key; the nearest that exists on the way to it when it is missing. */
function offsetOf(root: Node | null, path: Path, atKey: boolean): number {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const [index, step] of path.entries()) {
    if (atKey && index === path.length - 1 && isMap(node)) return keyOffset(node, step) ?? offset;
    const isCollection = typeof node === "object" && node !== null && "get" in node && typeof node.get === "function";
    const child: unknown = isCollection
      ? (node as { get(key: unknown, keep: boolean): unknown }).get(step, true)
      : undefined;
    const start = startOf(child);
    if (start === undefined) return offset;
    node = child;
    offset = start;
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  if (typeof node !== "object" || node === null || !("range" in node) || !Array.isArray(node.range)) return undefined;
  const [start] = node.range as unknown[];
  return typeof start === "number" ? start : undefined;
}

function keyOffset(map: unknown, key: PropertyKey): number | undefined {
  if (!isMap(map)) return undefined;
  for (const pair of map.items) {
    if (isScalar(pair.key) && pair.key.value === key) return pair.key.range?.[0];
  }
  return undefined;
}

function writePath(path: Path): string {
  if (path.length === 0) return "(plan)";
  return path.map((step, index) => typeof step === "number" ? `[${step}]` : `${index > 0 ? "." : ""}${String(step)}`)
    .join("");
}
