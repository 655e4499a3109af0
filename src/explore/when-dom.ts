import { type Instant, type Interval, parseDuration } from "../core/time.ts";
import { formatDurationLiteral } from "../promql/duration.ts";
import { elementById, showWords } from "./element-dom.ts";
import { formatInstantText, parseInstantText } from "./instant-text.ts";
import { rangeOver, type When } from "./question.ts";
import type { Subject } from "./subject.ts";

/** The fields that tell when a query is asked. */
export interface WhenFields {
  /** What they say; `undefined` when that cannot be read, which they then tell. */
  read(): When | undefined;
  write(when: When): void;
}

/** Makes the page's fields those of a session. `changed` is called when something was chosen, not when it is being typed. */
export function whenFields(subject: Subject, changed: () => void): WhenFields {
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

  function instantIn(field: HTMLInputElement): Instant {
    return parseInstantText(field.value, interval);
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
  writeRange(interval);
  writeInstant(interval.end);
  step.value = formatDurationLiteral(subject.step);

  return {
    read() {
      showWords(problem, "");
      try {
        if (atInstant.checked) return { kind: "instant", at: instantIn(at) };
        return rangeOver({ start: instantIn(start), end: instantIn(end) }, parseDuration(step.value.trim()));
      } catch (error) {
        showWords(problem, error instanceof Error ? error.message : String(error));
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
