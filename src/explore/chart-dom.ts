import type { Variant } from "../charts/frame.ts";
import type { Instant } from "../core/time.ts";
import { type AnswerDrawing, drawAnswer, type DrawnAnswer } from "./answer-chart.ts";
import { instantAt, lastOf, lineNear, neighbour, readingAt } from "./crosshair.ts";
import { elementById, showWords } from "./element-dom.ts";
import { keyWords } from "./key-words.ts";

/** The chart of an answer. */
export interface AnswerChart {
  draw(drawing: Omit<AnswerDrawing, "variant">): void;
  /** Sets a line off from the others; none for `undefined`. */
  light(place: number | undefined): void;
}

/** Up to so many values are read out together; of more lines only the one that is nearest. */
const readTogether = 4;

/** Makes the page's figure a chart that is drawn anew for each width and for paper, and reads out its values. */
export function answerChart(): AnswerChart {
  const frame = elementById("frame", HTMLElement);
  const reading = elementById("reading", HTMLElement);
  let present: { readonly drawing: AnswerDrawing; readonly drawn: DrawnAnswer } | undefined;
  let cursor: { readonly at: Instant; readonly line: number | undefined } | undefined;

  function draw(drawing: Omit<AnswerDrawing, "variant">): void {
    const whole = { ...drawing, variant: variantNow() };
    present = { drawing: whole, drawn: drawAnswer(whole) };
    frame.innerHTML = present.drawn.svg;
    showWords(elementById("chart-key", HTMLElement), keyWords(present.drawn.frame));
    leave();
  }

  function light(place: number | undefined): void {
    for (const path of frame.querySelectorAll("path[data-name]")) {
      path.classList.toggle("lit", path.getAttribute("data-name") === `line-${place}`);
    }
    frame.classList.toggle("has-lit", place !== undefined);
  }

  function leave(): void {
    cursor = undefined;
    reading.textContent = "";
    frame.querySelector(".cursor")?.remove();
    light(undefined);
  }

  function read(at: Instant, place: number | undefined): void {
    if (present === undefined) return;
    const { drawing: { lines, planQuery }, drawn } = present;
    const isMany = lines.length > readTogether;
    const named = isMany ? lines.filter((_, index) => index === place) : lines;
    const { x, words } = readingAt(named, at, planQuery?.unit ?? "count", drawn.frame);
    cursor = { at, line: place };
    reading.textContent = words;
    moveCursor(x, drawn);
    light(isMany ? place : undefined);
  }

  function moveCursor(x: number, { top, height }: DrawnAnswer): void {
    const svg = frame.querySelector("svg");
    const line = frame.querySelector(".cursor") ?? document.createElementNS("http://www.w3.org/2000/svg", "line");
    const places = { class: "cursor", x1: x, x2: x, y1: top, y2: top + height };
    for (const [name, value] of Object.entries(places)) line.setAttribute(name, String(value));
    svg?.append(line);
  }

  frame.addEventListener("pointermove", ({ clientX, clientY }) => {
    const svg = frame.querySelector("svg");
    if (present === undefined || svg === null) return;
    const box = svg.getBoundingClientRect();
    const { width } = svg.viewBox.baseVal;
    const [x, y] = [(clientX - box.left) * width / box.width, (clientY - box.top) * width / box.width];
    const { drawing: { lines, range }, drawn } = present;
    const at = instantAt(x, drawn.frame, range);
    if (at === undefined) leave();
    else read(at, lineNear(lines, at, y, drawn));
  });
  frame.addEventListener("pointerleave", leave);
  frame.addEventListener("blur", leave);
  frame.addEventListener("keydown", (event) => {
    const steps = stepsOf(event);
    if (present === undefined || steps === undefined) return;
    event.preventDefault();
    const { lines, range } = present.drawing;
    const wanted = (cursor?.at ?? range.start - range.step) + steps.instants * range.step;
    const at = Math.max(range.start, Math.min(lastOf(range), wanted));
    read(at, neighbour(lines, at, cursor?.line, steps.lines));
  });
  for (const query of Object.values(widths)) query.addEventListener("change", () => present && draw(present.drawing));

  return { draw, light };
}

const widths = {
  print: matchMedia("print"),
  narrow: matchMedia("(max-width: 639px)"),
  medium: matchMedia("(max-width: 1019px)"),
};

/** As the stylesheet chooses among the book's drawings. */
function variantNow(): Variant {
  if (widths.print.matches) return "medium";
  return widths.narrow.matches ? "narrow" : widths.medium.matches ? "medium" : "wide";
}

function stepsOf({ key, shiftKey }: KeyboardEvent): { readonly instants: number; readonly lines: number } | undefined {
  const far = shiftKey ? 10 : 1;
  switch (key) {
    case "ArrowLeft":
      return { instants: -far, lines: 0 };
    case "ArrowRight":
      return { instants: far, lines: 0 };
    case "ArrowUp":
      return { instants: 0, lines: 1 };
    case "ArrowDown":
      return { instants: 0, lines: -1 };
    default:
      return undefined;
  }
}
