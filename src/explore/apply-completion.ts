import type { CompletionContext } from "./completion-context.ts";
import type { Completion } from "./completions.ts";

/** A text and where the cursor stands in it. */
export interface Edit {
  readonly text: string;
  readonly cursor: number;
}

/** The text with a completion written at its place. What follows already is not written twice: a parenthesis, `=`, a quote. */
export function applyCompletion(text: string, context: CompletionContext, { insert }: Completion): Edit {
  const before = text.slice(0, context.start);
  const after = text.slice(context.end);
  if (context.expected.kind === "value" && context.quote !== "") {
    const closed = after.startsWith(context.quote) ? after : context.quote + after;
    return { text: before + insert + closed, cursor: before.length + insert.length + 1 };
  }
  const last = insert.at(-1) ?? "";
  const follows = last === "(" ? /^\s*\(/ : last === "=" ? /^\s*(?:=|!=|!~)/ : undefined;
  const [repeated] = follows?.exec(after) ?? [];
  if (repeated === undefined) return { text: before + insert + after, cursor: before.length + insert.length };
  const written = before + insert.slice(0, -1).trimEnd();
  return { text: written + after, cursor: written.length + (last === "(" ? repeated.length : 0) };
}
