import type { Annotation, QueryValue } from "../promql/engine/query-value.ts";
import { formatAddress } from "./address.ts";
import { formatCsv } from "./answer-csv.ts";
import { tableOf } from "./answer-table.ts";
import { answerChart } from "./chart-dom.ts";
import { type Chosen, firstChosen, mostColours, toggleChosen } from "./chosen-lines.ts";
import { copyButton } from "./copy-dom.ts";
import { element, elementById, showWords } from "./element-dom.ts";
import { isEmpty } from "./is-empty.ts";
import { queryCode } from "./query-pieces-dom.ts";
import type { Question } from "./question.ts";
import type { Answer } from "./reply.ts";
import { nameSeries } from "./series-names.ts";
import { findPlanQuery, type Subject } from "./subject.ts";
import { answerTable } from "./table-dom.ts";
import { whenWords } from "./when-words.ts";

/** Where answers are shown. */
export interface AnswerPlace {
  show(question: Question, answer: Answer & { readonly kind: "answered" }): void;
  clear(): void;
  /** Sets the answer that is shown off from what the fields ask, where that is something else: dim, and named by its own question. */
  compare(asked: Question | undefined): void;
  isShown(): boolean;
}

/** Makes the page's section the place of answers. */
export function answerPlace(subject: Subject): AnswerPlace {
  const section = elementById("answer", HTMLElement);
  const part = (id: string) => elementById(id, HTMLElement);
  const chart = answerChart();
  let toggle = (_place: number): void => undefined;
  let present: QueryValue | undefined;
  let shown: Question | undefined;
  const showTable = answerTable({ toggle: (place) => toggle(place), point: chart.light });
  copyButton("copy-csv", () => (present === undefined ? "" : formatCsv(present)));

  function show(question: Question, { result, doubts, emptyWords }: Answer & { readonly kind: "answered" }): void {
    const { query, when } = question;
    const { value, annotations } = result;
    shown = question;
    compare(question);
    showDoubts(doubts);
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

    const whole = tableOf(value, when.kind === "range" ? when.end : when.at);
    const { names, own, shared } = nameSeries(whole.rows.map(({ labels }) => labels), {
      legend: planQuery?.legend,
      bare: planQuery?.title,
    });
    showWords(part("shared"), shared === "" ? "" : `All series: ${shared}`);
    // What is told of all is not told again of each.
    const table = { ...whole, rows: whole.rows.map((row, index) => ({ ...row, labels: own[index] ?? row.labels })) };
    if (when.kind !== "range" || value.kind !== "matrix") {
      return showTable({ table, unit, chosen: undefined, order: undefined });
    }
    const lines = value.series.map((series, index) => ({ ...series, name: names[index] ?? "" }));
    const order = lines.length > mostColours ? { column: 2, descending: true } : undefined;
    const render = (chosen: Chosen) => {
      chart.draw({ lines, range: when, chosen, query, planQuery, subject });
      showTable({ table, unit, chosen, order });
      toggle = (place) => render(toggleChosen(chosen, place));
    };
    render(firstChosen(lines));
  }

  function compare(asked: Question | undefined): void {
    const addressOf = (question: Question) => formatAddress(question, subject);
    const isOther = shown !== undefined && (asked === undefined || addressOf(asked) !== addressOf(shown));
    section.classList.toggle("outdated", isOther);
    part("outdated").hidden = !isOther;
    if (!isOther || shown === undefined) return;
    part("outdated").replaceChildren(
      "The answer below is not to what stands above, but to ",
      queryCode(shown.query),
      ` ${whenWords(shown.when)}.`,
    );
  }

  function showDoubts(doubts: readonly string[]): void {
    const list = part("doubts");
    list.hidden = doubts.length === 0;
    list.replaceChildren(...doubts.map((words) => element("li", {}, `${words}.`)));
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
    compare,
    isShown: () => !section.hidden,
    clear() {
      section.hidden = true;
      [present, shown] = [undefined, undefined];
    },
  };
}
