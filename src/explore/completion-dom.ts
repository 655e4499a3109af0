import type { Completion } from "./completions.ts";
import { element, elementById, showWords } from "./element-dom.ts";

/** The list of completions under the cursor. */
export interface CompletionList {
  /** Shows what may be chosen, its left edge at `left` px and its top at `top` px of the editor; hides itself when there is nothing. */
  show(completions: readonly Completion[], left: number, top: number): void;
  hide(): void;
  /** The one that a key would choose; `undefined` while nothing is shown. */
  present(): Completion | undefined;
  /** Goes to the next or the one before; over the end to the beginning. */
  move(steps: number): void;
}

/** The page's list of completions; `choose` is called with the one that a pointer chose. */
export function completionList(field: HTMLTextAreaElement, choose: (completion: Completion) => void): CompletionList {
  const box = elementById("completion-box", HTMLElement);
  const list = elementById("completions", HTMLUListElement);
  const about = elementById("completion-about", HTMLElement);
  let shown: readonly Completion[] = [];
  let present = 0;

  // The field keeps the focus: what lies under a pointer is chosen on its release.
  box.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target instanceof Element ? event.target.closest("[role=option]") : null;
    const completion = shown[Array.from(list.children).indexOf(option ?? list)];
    if (completion !== undefined) choose(completion);
  });

  function point(to: number): void {
    list.children[present]?.setAttribute("aria-selected", "false");
    present = to;
    const option = list.children[present];
    const completion = shown[present];
    if (option === undefined || completion === undefined) return;
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", option.id);
    const { detail, words } = completion;
    showWords(about, words !== "" && detail.includes("(") ? `${detail} — ${words}` : words);
  }

  function hide(): void {
    shown = [];
    box.hidden = true;
    list.replaceChildren();
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }

  return {
    show(completions, left, top) {
      if (completions.length === 0) return hide();
      shown = completions;
      list.replaceChildren(...completions.map(optionOf));
      box.hidden = false;
      box.style.top = `${top}px`;
      box.style.left = `${Math.max(0, Math.min(left, (box.parentElement?.clientWidth ?? 0) - box.offsetWidth))}px`;
      field.setAttribute("aria-expanded", "true");
      list.scrollTop = 0;
      point(0);
    },
    hide,
    present: () => shown[present],
    move: (steps) => point((present + steps + shown.length) % shown.length),
  };
}

function optionOf({ kind, name, detail, words }: Completion, index: number): HTMLElement {
  const shownDetail = detail.includes("(") ? kind : detail === "" ? words : detail;
  return element(
    "li",
    { role: "option", id: `completion-${index}`, "aria-selected": "false" },
    element("code", { class: `q-${classOf(kind)}` }, name),
    element("span", { class: "detail" }, shownDetail),
  );
}

function classOf(kind: Completion["kind"]): string {
  switch (kind) {
    case "aggregator":
      return "function";
    case "value":
      return "string";
    case "metric":
    case "function":
    case "keyword":
    case "label":
    case "duration":
      return kind;
  }
}
