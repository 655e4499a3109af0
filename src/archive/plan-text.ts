import { type Document, isMap, isScalar, LineCounter, type Node, parseDocument, type YAMLParseError } from "yaml";
import type { z } from "zod";
import { expandJudging, judgingSource, type QueryCheck } from "../core/judging-source.ts";
import { planIssues } from "../core/plan-issues.ts";
import { expandPlan, planSource } from "../core/plan-source.ts";
import type { Plan } from "../core/plan.ts";
import { UserError } from "../core/user-error.ts";
import { offsetInScalar } from "./scalar-offset.ts";

type Path = readonly PropertyKey[];

/**
 * The plan that a YAML text holds, expanded; `file` is only for messages.
 *
 * Throws `UserError` that lists every issue with its place: `content/plans/x.yaml:7:12 objectives[0].threshold: …`;
 * of YAML that cannot be read, the first fault only, since the rest mostly follows from it.
 */
export function parsePlan(text: string, id: string, file: string): Plan {
  return expandPlan(id, parseWritten(text, { file, noun: "plan" }, planSource));
}

/**
 * The session's plan with the objectives that a YAML text holds in place of its own. Throws as `parsePlan` does, and for a
 * query that `checkQuery` finds fault with.
 */
export function parseObjectives(
  text: string,
  plan: Plan,
  { file, checkQuery }: { readonly file: string; readonly checkQuery: QueryCheck },
): Plan {
  const writing = { file, noun: "objectives", whole: "Must be a map with preset: or objectives:" };
  return expandJudging(plan, parseWritten(text, writing, judgingSource(plan, checkQuery)));
}

interface Writing {
  readonly file: string;
  /** What the file is to hold, for messages. */
  readonly noun: string;
  /** What it must be, where that is not a plan. */
  readonly whole?: string;
}

function parseWritten<Output>(text: string, writing: Writing, form: z.ZodType<Output>): Output {
  const { file, noun, whole } = writing;
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const placed = (offset: number, words: string) => {
    const { line, col } = lines.linePos(offset);
    return { offset, words: `${file}:${line}:${col} ${words}` };
  };
  const [first, ...others] = document.errors.toSorted((a, b) => a.pos[0] - b.pos[0]);
  if (first !== undefined) {
    const more = others.length === 0 ? "" : `\nand ${others.length} more, which may only follow from it`;
    throw new UserError(
      `Cannot use ${noun} "${file}": it is not valid YAML\n${placed(first.pos[0], wordsOfYaml(first)).words}${more}`,
    );
  }
  const written = valueOf(document, writing) ?? {};
  const result = form.safeParse(written);
  if (result.success) return result.data;
  throw refusal(
    writing,
    planIssues(result.error, written, whole).map(({ path, about, words, offset = 0 }) => {
      const start = offsetOf(document.contents, path, about === "key");
      const inside = offset === 0 ? undefined : document.getIn(path, true);
      const at = isScalar(inside) ? offsetInScalar(text, inside, offset) : start;
      return placed(at, `${writePath(path, noun)}: ${words}`);
    }),
  );
}

/** The value that a document without syntax errors stands for; `UserError` when an alias leads nowhere. */
function valueOf(document: Document, { file, noun }: Writing): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    throw new UserError(`Cannot use ${noun} "${file}": it is not valid YAML\n${error.message}`, { cause: error });
  }
}

function wordsOfYaml({ code, message }: YAMLParseError): string {
  if (code === "DUPLICATE_KEY") return "This key stands there already: keys must be unique";
  if (code === "TAB_AS_INDENT") return "Tabs are not allowed as indentation: write spaces";
  return message.replace(/\s+/g, " ");
}

function refusal({ file, noun }: Writing, issues: readonly { offset: number; words: string }[]): UserError {
  const sorted = issues.toSorted((a, b) => a.offset - b.offset).map(({ words }) => words);
  const count = sorted.length === 1 ? "one mistake" : `${sorted.length} mistakes`;
  return new UserError(`Cannot use ${noun} "${file}": it has ${count}\n${sorted.join("\n")}`);
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

function writePath(path: Path, noun: string): string {
  if (path.length === 0) return `(${noun})`;
  return path.map((step, index) => typeof step === "number" ? `[${step}]` : `${index > 0 ? "." : ""}${String(step)}`)
    .join("");
}
