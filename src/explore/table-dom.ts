import { formatFloat, formatSixDigits } from "../core/float-text.ts";
import { formatValue, type Unit } from "../core/format.ts";
import { formatLabels } from "../core/labels.ts";
import { visibleText } from "../core/visible-text.ts";
import { type AnswerTable, type Figure, sortRows, type TableOrder, type TableRow } from "./answer-table.ts";
import { type Chosen, mostColours } from "./chosen-lines.ts";
import { element, elementById } from "./element-dom.ts";
import { queryPieces } from "./query-pieces-dom.ts";

/** What the table shows of an answer. */
export interface TableContent {
  readonly table: AnswerTable;
  readonly unit: Unit;
  /** The names of the series in the chart, in the answer's order; none when there is no chart. */
  readonly chosen: Chosen | undefined;
  readonly order: TableOrder | undefined;
}

/** What a reader does with the table. */
export interface TableActs {
  /** Chooses a line for the chart, or lets it go. */
  toggle(place: number): void;
  /** Points at a line, or away. */
  point(place: number | undefined): void;
}

/** Rows beyond these wait for a press. */
const mostRows = 200;

/** Makes the page's table show answers: it is the legend of their chart too. */
export function answerTable(acts: TableActs): (content: TableContent) => void {
  const place = elementById("table", HTMLElement);
  let content: TableContent | undefined;
  let order: TableOrder | undefined;
  let isWhole = false;

  function rowOf(node: EventTarget | null): number | undefined {
    const row = node instanceof Element ? node.closest("tr[data-place]") : null;
    return row === null ? undefined : Number(row.getAttribute("data-place"));
  }
  for (const kind of ["pointerover", "focusin"]) {
    place.addEventListener(kind, ({ target }) => acts.point(rowOf(target)));
  }
  for (const kind of ["pointerleave", "focusout"]) place.addEventListener(kind, () => acts.point(undefined));

  function render({ table, unit, chosen }: TableContent): void {
    const names = table.rows.map(({ labels }) => formatLabels(labels));
    const rows = sortRows(table.rows, names, order);
    const shown = isWhole ? rows : rows.slice(0, mostRows);
    const head = (["series", ...table.columns.keys()] as const).map((column) => headCell(column, table));
    place.replaceChildren(element(
      "table",
      // The stylesheet makes a list of it on a phone; its roles keep it a table for readers of screens.
      { class: "data series", role: "table" },
      element("caption", { class: "quiet" }, "The series of the answer"),
      element("thead", { role: "rowgroup" }, element("tr", { role: "row" }, ...head)),
      element("tbody", { role: "rowgroup" }, ...shown.map((row) => bodyRow(row, { unit, table, chosen }))),
    ));
    if (shown.length < rows.length) place.append(wholeButton(rows.length));
    place.hidden = false;
  }

  function headCell(column: TableOrder["column"], table: AnswerTable): HTMLElement {
    const name = column === "series" ? "series" : table.columns[column] ?? "";
    const isOrder = order?.column === column;
    const button = element("button", { type: "button" }, name);
    button.addEventListener("click", () => {
      // Figures begin with the highest, names with the first.
      order = { column, descending: isOrder ? !order?.descending : column !== "series" };
      if (content !== undefined) render(content);
      const heads = place.querySelectorAll<HTMLElement>("th button");
      heads[column === "series" ? 0 : column + 1]?.focus();
    });
    const direction = isOrder ? (order?.descending ? "descending" : "ascending") : "none";
    return element("th", { scope: "col", role: "columnheader", "aria-sort": direction }, button);
  }

  function bodyRow({ index, labels, figures, note }: TableRow, { unit, table, chosen }: Omit<TableContent, "order">) {
    const code = element("code", {}, ...queryPieces(visibleText(formatLabels(labels))));
    const cells = figures.map((figure, column) => {
      const name = table.columns[column] ?? "";
      const words = figure === undefined ? "—" : wordsOf(figure, name, unit);
      return figureCell(figure, name, words);
    });
    const notes = note === "" ? [] : [element("span", { class: "note" }, note)];
    const name = chosen === undefined ? code : seriesButton(code, index, chosen);
    const head = element("th", { scope: "row", role: "rowheader" }, name, ...notes);
    return element("tr", { role: "row", "data-place": String(index) }, head, ...cells);
  }

  function seriesButton(code: HTMLElement, index: number, chosen: Chosen): HTMLElement {
    const colour = chosen.indexOf(index);
    const swatch = element("span", {
      class: colour < 0 ? "swatch" : `swatch line-${colour % mostColours + 1}`,
      "aria-hidden": "true",
    });
    const pressed = String(colour >= 0);
    const button = element("button", { type: "button", class: "choose", "aria-pressed": pressed }, swatch, code);
    button.addEventListener("click", () => {
      acts.toggle(index);
      place.querySelector<HTMLElement>(`tr[data-place="${index}"] button`)?.focus();
    });
    return button;
  }

  function wholeButton(count: number): HTMLElement {
    const button = element("button", { type: "button", class: "whole" }, `Show all ${count} rows`);
    button.addEventListener("click", () => {
      isWhole = true;
      if (content !== undefined) render(content);
    });
    return button;
  }

  return (next) => {
    // The same answer with another choice keeps the reader's order.
    if (next.table !== content?.table) {
      [order, isWhole] = [next.order, false];
      place.scrollTop = 0;
    }
    content = next;
    render(next);
  };
}

/** A figure for reading; the one value at an instant as exactly as in a terminal, where no unit rounds it. */
function wordsOf(figure: number, column: string, unit: Unit): string {
  if (column === "value" && unit === "count") return formatSixDigits(figure);
  return formatValue(figure, column === "points" ? "count" : unit);
}

function figureCell(figure: Figure, column: string, words: string): HTMLElement {
  const exact: Record<string, string> = figure === undefined ? {} : { title: formatFloat(figure) };
  return element("td", { role: "cell", "data-column": column, ...exact }, words);
}
