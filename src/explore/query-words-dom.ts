import type { Position } from "../promql/ast.ts";
import { element, elementById, showWords } from "./element-dom.ts";
import type { Look, Problem } from "./look.ts";

/** What stands under the query: what it computes, what misleads in it, and why it has no answer. */
export interface QueryWords {
  look(look: Look): void;
  /** Tells a problem and marks its place; takes both away for `undefined`. */
  problem(problem: Problem | undefined): void;
}

/** Makes the page's lines under the query tell of it. */
export function queryWords(mark: (position: Position | undefined) => void): QueryWords {
  const field = elementById("query", HTMLTextAreaElement);
  const problem = elementById("problem", HTMLElement);
  const explanation = elementById("explanation", HTMLElement);
  const remarks = elementById("remarks", HTMLUListElement);
  const tell = (told: Problem | undefined) => {
    showWords(problem, told?.text ?? "");
    field.toggleAttribute("aria-invalid", told !== undefined);
    mark(told?.position);
  };
  return {
    problem: tell,
    look(look) {
      tell(look.problem);
      showWords(explanation, look.explanation);
      remarks.replaceChildren(...look.remarks.map(({ severity, text, fix }) => {
        const mending = fix === undefined || text.includes(fix) ? [] : [" ", element("code", {}, fix)];
        return element("li", { class: severity }, text, ...mending);
      }));
      remarks.hidden = look.remarks.length === 0;
    },
  };
}
