import { formatAddress, parseAddress } from "./address.ts";
import { answerPlace } from "./answer-dom.ts";
import { answerWords } from "./answer-words.ts";
import { askedList } from "./asked-dom.ts";
import type { Catalog } from "./catalog.ts";
import { copyButton } from "./copy-dom.ts";
import type { Desk } from "./desk.ts";
import { elementById, showWords } from "./element-dom.ts";
import { type ArchivePaths, openArchive } from "./open-archive-dom.ts";
import { queryField } from "./query-field-dom.ts";
import { queryWords } from "./query-words-dom.ts";
import type { Question, When } from "./question.ts";
import { findPlanQuery, type Subject } from "./subject.ts";
import { whenFields } from "./when-dom.ts";

/** ms without a key until a query is looked at, and until a question that has no answer yet is told to be under way. */
const [pause, patience] = [300, 150];

/** Runs the page: reads the samples, then answers what is asked in the field, by a link or by the address. */
export function explore(subject: Subject, paths: ArchivePaths): void {
  const part = (id: string) => elementById(id, HTMLElement);
  const say = (state: string) => showWords(part("state"), state);
  const place = answerPlace(subject);
  const remember = askedList();
  const when = whenFields(subject, { changed: () => place.isShown() && ask(true), typed: compare });
  const field = queryField({ changed, asked: () => ask(true), catalog: () => catalog });
  const words = queryWords(field.mark);
  let catalog: Catalog = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts what was asked: an answer to an earlier question is not shown. */
  let turn = 0;
  const { interval, options, selectors, losses } = subject;
  const recording = { interval, options, selectors, losses };
  const ready = open();

  async function open(): Promise<Desk | undefined> {
    say("Reading the samples …");
    const archive = await openArchive(paths, recording);
    say(archive.kind === "ready" ? archive.words : "");
    if (archive.kind === "closed") return void showWords(part("trouble"), archive.words);
    catalog = archive.catalog;
    return archive.desk;
  }

  function changed(text: string): void {
    clearTimeout(timer);
    words.problem(undefined);
    compare();
    timer = setTimeout(() => look(text), pause);
  }

  async function look(text: string): Promise<void> {
    clearTimeout(timer);
    const seen = await (await ready)?.look(text, findPlanQuery(text, subject));
    if (seen !== undefined && text === field.text() && !field.isCompleting()) words.look(seen);
  }

  /** Sets the shown answer off where the fields ask something else. */
  function compare(): void {
    place.compare(questionAt(when.peek()));
  }

  /** The question that the fields ask; `undefined` where they ask none. */
  function questionHere(): Question | undefined {
    return questionAt(when.read());
  }

  function questionAt(instants: When | undefined): Question | undefined {
    const query = field.text().trim();
    return query === "" || instants === undefined ? undefined : { query, when: instants };
  }

  function put({ query, when: instants }: Question): void {
    field.write(query);
    when.write(instants);
  }

  async function ask(isNew: boolean): Promise<void> {
    const question = questionHere();
    if (question === undefined) return compare();
    const address = formatAddress(question, subject);
    if (isNew && new URL(address, location.href).href !== location.href) history.pushState(null, "", address);
    look(field.text());
    turn += 1;
    const own = turn;
    const waiting = setTimeout(() => {
      say("Asking …");
      compare();
    }, patience);
    const answer = await (await ready)?.ask(question);
    clearTimeout(waiting);
    if (answer === undefined || answer.kind === "superseded" || own !== turn) return;
    if (answer.kind === "refused") {
      place.clear();
      say("");
      return words.problem(answer.problem);
    }
    place.show(question, answer);
    say(answerWords(question, answer));
    remember({ query: question.query, address });
  }

  /** Asks what the page's address asks. */
  function askAddress(): void {
    const asked = parseAddress(location.search, subject);
    put(asked);
    showWords(part("address-trouble"), asked.problem);
    if (asked.query !== "") return void ask(false);
    turn += 1;
    place.clear();
    words.look({ problem: undefined, explanation: "", remarks: [] });
  }

  part("ask").hidden = false;
  part("ask").addEventListener("submit", (event) => {
    event.preventDefault();
    ask(true);
  });
  part("explore").addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[data-ask]") : null;
    if (link === null || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    put(parseAddress(link.search, subject));
    ask(true);
    part("query").focus({ preventScroll: true });
    part("ask").scrollIntoView({ block: "nearest" });
  });
  copyButton("copy-link", () => {
    const question = questionHere();
    return question === undefined ? location.href : new URL(formatAddress(question, subject), location.href).href;
  });
  addEventListener("popstate", askAddress);
  askAddress();
}
