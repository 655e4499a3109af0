import type { Instant, Interval } from "../core/time.ts";
import { formatDurationLiteral } from "../promql/duration.ts";
import { elementById, showWords } from "./element-dom.ts";
import { formatInstantText, parseInstantText, parseStepText } from "./instant-text.ts";
import { rangeOver, type When } from "./question.ts";
import type { Subject } from "./subject.ts";

/** The fields that tell when a query is asked. */
export interface WhenFields {
  /** What they say; `undefined` when that cannot be read, which they then tell. */
  read(): When | undefined;
  /** The same without telling: what is being typed may be read before it is whole. */
  peek(): When | undefined;
  write(when: When): void;
}

/** What the fields tell: that something was chosen, or is being typed. */
export interface WhenActs {
  changed(): void;
  typed(): void;
}

/** Makes the page's fields those of a session. */
export function whenFields(subject: Subject, { changed, typed }: WhenActs): WhenFields {
  const { interval, phases, marks } = subject;
  const input = (id: string) => elementById(id, HTMLInputElement);
  const [start, end, step, at] = [input("start"), input("end"), input("step"), input("at")];
  const overTime = input("over-time");
  const atInstant = input("at-instant");
  const phase = elementById("phase", HTMLSelectElement);
  const mark = elementById("mark", HTMLSelectElement);
  const problem = elementById("when-problem", HTMLElement);

  function showMode(): void {
    elementById("range-fields", HTMLElement).hidden = !overTime.checked;
    elementById("instant-fields", HTMLElement).hidden = overTime.checked;
  }

  function writeInstantIn(field: HTMLInputElement, instant: Instant): void {
    field.value = formatInstantText(instant, interval);
    field.size = Math.max(12, field.value.length);
  }

  function writeRange(range: Interval): void {
    writeInstantIn(start, range.start);
    writeInstantIn(end, range.end);
    phase.value = phaseOf(range, subject);
  }

  function writeInstant(instant: Instant): void {
    writeInstantIn(at, instant);
    mark.value = markOf(instant, subject);
  }

  function instantIn(field: HTMLInputElement, edge: "start" | "end"): Instant {
    return parseInstantText(field.value, subject, edge);
  }

  for (const radio of [overTime, atInstant]) {
    radio.addEventListener("change", () => {
      showMode();
      changed();
    });
  }
  phase.addEventListener("change", () => {
    writeRange(phases[Number(phase.value)]?.interval ?? interval);
    changed();
  });
  mark.addEventListener("change", () => {
    writeInstant(
      mark.value === "start" || mark.value === "end"
        ? interval[mark.value]
        : marks[Number(mark.value)]?.at ?? interval.start,
    );
    changed();
  });
  for (const field of [start, end]) field.addEventListener("input", () => phase.value = "");
  at.addEventListener("input", () => mark.value = "");
  for (const field of [start, end, step, at]) field.addEventListener("input", typed);
  writeRange(interval);
  writeInstant(interval.end);
  step.value = formatDurationLiteral(subject.step);

  /** What the fields say; throws for what cannot be read. */
  function whenHere(): When {
    if (atInstant.checked) return { kind: "instant", at: instantIn(at, "start") };
    const range = { start: instantIn(start, "start"), end: instantIn(end, "end") };
    return rangeOver(range, parseStepText(step.value));
  }

  return {
    read() {
      showWords(problem, "");
      try {
        return whenHere();
      } catch (error) {
        showWords(problem, error instanceof Error ? error.message : String(error));
        return undefined;
      }
    },
    peek() {
      try {
        return whenHere();
      } catch {
        return undefined;
      }
    },
    write(when) {
      showWords(problem, "");
      if (when.kind === "instant") writeInstant(when.at);
      else {
        writeRange(when);
        step.value = formatDurationLiteral(when.step);
      }
      overTime.checked = when.kind === "range";
      atInstant.checked = when.kind === "instant";
      showMode();
    },
  };
}

/** The value of the phase that a range is; "" when it is none. */
function phaseOf({ start, end }: Interval, { interval, phases }: Subject): string {
  const isSame = (other: Interval) => other.start === start && other.end === end;
  if (isSame(interval)) return "all";
  const index = phases.findIndex((phase) => isSame(phase.interval));
  return index < 0 ? "" : String(index);
}

function markOf(at: Instant, { interval, marks }: Subject): string {
  const index = marks.findIndex((mark) => mark.at === at);
  if (index >= 0) return String(index);
  return at === interval.start ? "start" : at === interval.end ? "end" : "";
}
