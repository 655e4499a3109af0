import { visibleText } from "../core/visible-text.ts";
import type { Position } from "../promql/ast.ts";
import { element } from "./element-dom.ts";
import { markQuery } from "./marked-query.ts";

/** A query as coloured elements and texts; what lies within `mark` has the class `marked`. */
export function queryPieces(text: string, mark?: Position): readonly (Node | string)[] {
  return markQuery(text, mark).map(({ text: piece, kind, isMarked }) => {
    const names = [...(kind === "plain" ? [] : [`q-${kind}`]), ...(isMarked ? ["marked"] : [])];
    return names.length === 0 ? piece : element("span", { class: names.join(" ") }, piece);
  });
}

/** The same for reading only: what cannot be seen in it is made visible. */
export function queryCode(text: string): HTMLElement {
  return element("code", { class: "query" }, ...queryPieces(visibleText(text)));
}
