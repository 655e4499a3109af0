import type { Annotation, QueryValue } from "../promql/engine/query-value.ts";
import { formatCsv } from "./answer-csv.ts";
import { tableOf } from "./answer-table.ts";
import { answerChart } from "./chart-dom.ts";
import { type Chosen, firstChosen, mostColours, toggleChosen } from "./chosen-lines.ts";
import { copyButton } from "./copy-dom.ts";
import { element, elementById, showWords } from "./element-dom.ts";
import { isEmpty } from "./is-empty.ts";
import type { Question } from "./question.ts";
import type { Answer } from "./reply.ts";
import { nameSeries } from "./series-names.ts";
import { findPlanQuery, type Subject } from "./subject.ts";
import { answerTable } from "./table-dom.ts";

/** Where answers are shown. */
export interface AnswerPlace {
  show(question: Question, answer: Answer & { readonly kind: "answered" }): void;
  clear(): void;
  isShown(): boolean;
}

/** Makes the page's section the place of answers. */
export function answerPlace(subject: Subject): AnswerPlace {
  const section = elementById("answer", HTMLElement);
  const part = (id: string) => elementById(id, HTMLElement);
  const chart = answerChart();
  let toggle = (_place: number): void => undefined;
  let present: QueryValue | undefined;
  const showTable = answerTable({ toggle: (place) => toggle(place), point: chart.light });
  copyButton("copy-csv", () => (present === undefined ? "" : formatCsv(present)));

  function show({ query, when }: Question, { result, emptyWords }: Answer & { readonly kind: "answered" }): void {
    const { value, annotations } = result;
    const planQuery = findPlanQuery(query, subject);
    const unit = planQuery?.unit ?? "count";
    present = value;
    section.hidden = false;
    showAnnotations(annotations, query);
    showWords(part("empty"), value.kind === "string" ? `The text ${JSON.stringify(value.value)}.` : emptyWords);
    const hasRows = !isEmpty(value) && value.kind !== "string";
    part("answer-tools").hidden = !hasRows;
    part("table").hidden = !hasRows;
    part("chart").hidden = !hasRows || when.kind !== "range";
    showWords(part("shared"), "");
    if (!hasRows) return;

    const end = when.kind === "range" ? when.end : when.at;
    const table = tableOf(value, end);
    if (when.kind !== "range" || value.kind !== "matrix") {
      return showTable({ table, unit, chosen: undefined, order: undefined });
    }
    const { names, shared } = nameSeries(value.series.map(({ labels }) => labels), {
      legend: planQuery?.legend,
      bare: planQuery?.title,
    });
    showWords(part("shared"), shared === "" ? "" : `All with ${shared}`);
    const lines = value.series.map((series, index) => ({ ...series, name: names[index] ?? "" }));
    const order = lines.length > mostColours ? { column: 2, descending: true } : undefined;
    const render = (chosen: Chosen) => {
      chart.draw({ lines, range: when, chosen, query, planQuery, subject });
      showTable({ table, unit, chosen, order });
      toggle = (place) => render(toggleChosen(chosen, place));
    };
    render(firstChosen(lines));
  }

  function showAnnotations(annotations: readonly Annotation[], query: string): void {
    const list = part("annotations");
    list.hidden = annotations.length === 0;
    list.replaceChildren(...annotations.map(({ severity, text, position }) => {
      const piece = query.slice(position.start, position.end);
      const place = piece === "" ? [] : [" ", element("code", {}, piece)];
      return element("li", { class: severity }, text, ...place);
    }));
  }

  return {
    show,
    isShown: () => !section.hidden,
    clear() {
      section.hidden = true;
      present = undefined;
    },
  };
}
