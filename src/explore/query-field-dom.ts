import type { Position } from "../promql/ast.ts";
import { applyCompletion, type Edit } from "./apply-completion.ts";
import type { Catalog } from "./catalog.ts";
import { completionList } from "./completion-dom.ts";
import { type CompletionContext, completionContext } from "./completion-context.ts";
import { type Completion, completionsFor } from "./completions.ts";
import { elementById } from "./element-dom.ts";
import { queryPieces } from "./query-pieces-dom.ts";
import { typedOperator } from "./typed-operator.ts";

/** The field that a query is written in. */
export interface QueryField {
  text(): string;
  /** Whether completions are shown. */
  isCompleting(): boolean;
  /** Puts a query in the field, as if it had been written. */
  write(text: string): void;
  /** Underlines a piece of the query; nothing for `undefined`. */
  mark(position: Position | undefined): void;
}

/** What the field tells, and what it asks. */
export interface QueryFieldActs {
  changed(text: string): void;
  asked(): void;
  catalog(): Catalog;
}

/** Below the last line of the field there is less than this, px. */
const linePadding = 24;

/** Makes the page's field a field for PromQL: coloured as it is written, with completion; it grows with its lines. */
export function queryField({ changed, asked, catalog }: QueryFieldActs): QueryField {
  const field = elementById("query", HTMLTextAreaElement);
  const under = elementById("under", HTMLElement);
  const list = completionList(field, complete);
  let context: CompletionContext | undefined;
  /** Whether the last that was written is a label with its `=`, by completion. */
  let hasOperator = false;

  function paint(mark?: Position): void {
    // A line without a letter would have no height.
    under.replaceChildren(...queryPieces(field.value, mark), "\u200b");
  }

  /** What is wrong with the query is told once nothing covers it. */
  function close(): void {
    if (list.present() === undefined) return;
    list.hide();
    changed(field.value);
  }

  function suggest(isWanted: boolean): void {
    context = completionContext(field.value, field.selectionStart);
    if (field.selectionStart !== field.selectionEnd || !(isWanted || isTelling(context))) return list.hide();
    const found = completionsFor(context, catalog());
    const isWritten = found.length === 1 && found[0]?.name === context.prefix;
    const { left, bottom } = placeOf(under, context.start);
    const box = under.getBoundingClientRect();
    // Below the field's ring where the line is its last one.
    const top = box.bottom - bottom < linePadding ? box.height + 4 : bottom - box.top + 6;
    list.show(isWritten && !isWanted ? [] : found, left - box.left, top);
  }

  function complete(completion: Completion): void {
    if (context === undefined) return;
    replace(applyCompletion(field.value, context, completion));
    hasOperator = completion.insert.endsWith("=");
    // After a label come its values.
    suggest(false);
  }

  function replace({ text, cursor }: Edit): void {
    field.value = text;
    field.setSelectionRange(cursor, cursor);
    field.focus();
    list.hide();
    paint();
    changed(text);
  }

  field.addEventListener("beforeinput", (event) => {
    const { selectionStart: cursor, selectionEnd } = field;
    const edit = hasOperator && cursor === selectionEnd
      ? typedOperator({ text: field.value, cursor }, event.data ?? "")
      : undefined;
    hasOperator = false;
    if (edit === undefined) return;
    event.preventDefault();
    replace(edit);
    suggest(false);
  });
  field.addEventListener("input", () => {
    paint();
    suggest(false);
    changed(field.value);
  });
  field.addEventListener("blur", close);
  field.addEventListener("pointerdown", close);
  field.addEventListener("keydown", (event) => {
    if (onKey(event)) event.preventDefault();
  });

  /** Whether the key was one of ours. */
  function onKey({ key, ctrlKey, metaKey, shiftKey, isComposing }: KeyboardEvent): boolean {
    if (isComposing) return false;
    if (key === " " && ctrlKey) return suggest(true), true;
    const present = list.present();
    if (present !== undefined && !ctrlKey && !metaKey && !shiftKey) {
      if (key === "ArrowDown") return list.move(1), true;
      if (key === "ArrowUp") return list.move(-1), true;
      if (key === "Escape") return close(), true;
      const adds = present.name !== context?.prefix;
      if (key === "Tab" || (key === "Enter" && adds)) return complete(present), true;
      if (/^(Arrow|Home|End|Page)/.test(key)) close();
    }
    if (key !== "Enter" || shiftKey || (field.value.includes("\n") && !ctrlKey && !metaKey)) return false;
    list.hide();
    asked();
    return true;
  }

  return {
    text: () => field.value,
    isCompleting: () => list.present() !== undefined,
    write(text) {
      field.value = text;
      list.hide();
      paint();
    },
    mark: paint,
  };
}

/** Whether completion shows itself unasked: a word has begun, or the place takes few things. */
function isTelling({ expected, prefix }: CompletionContext): boolean {
  switch (expected.kind) {
    case "operand":
    case "operator":
      return prefix !== "";
    case "label":
    case "value":
    case "duration":
    case "instant":
      return true;
    case "nothing":
      return false;
  }
}

/** Where a place of the text is seen. */
function placeOf(root: HTMLElement, offset: number): DOMRect {
  const range = document.createRange();
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let rest = offset;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const { length } = node.textContent ?? "";
    if (rest < length) {
      range.setStart(node, rest);
      range.setEnd(node, rest + 1);
      break;
    }
    rest -= length;
  }
  return range.getClientRects()[0] ?? root.getBoundingClientRect();
}
