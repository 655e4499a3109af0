import { blindsLike } from "../charts/context.ts";
import type { Spec } from "../charts/chart.ts";
import { drawLight } from "../charts/draw-light.ts";
import type { EndLabel } from "../charts/end-labels.ts";
import { type Frame, frameOf, type Variant, xOf } from "../charts/frame.ts";
import { pathLayer } from "../charts/light-layer.ts";
import { drawPlot } from "../charts/plot.ts";
import { clampTo, type ValueScale, yOf } from "../charts/value-scale.ts";
import { intersect } from "../core/time.ts";
import { visibleText } from "../core/visible-text.ts";
import type { QueryRange } from "../promql/engine/evaluate.ts";
import type { AnswerLine } from "./answer-line.ts";
import { answerScale } from "./answer-scale.ts";
import { type Chosen, highest, mostColours } from "./chosen-lines.ts";
import { gapWords } from "./gap-words.ts";
import { linePath } from "./line-path.ts";
import { outsideLayers } from "./outside-layer.ts";
import { nameSeries } from "./series-names.ts";
import type { PlanQuery, Subject } from "./subject.ts";

/** What is drawn of an answer. */
export interface AnswerDrawing {
  readonly lines: readonly AnswerLine[];
  readonly range: QueryRange;
  readonly chosen: Chosen;
  readonly variant: Variant;
  /** The query, which names the chart. */
  readonly query: string;
  /** The plan's query that it is: its unit and threshold. */
  readonly planQuery: PlanQuery | undefined;
  readonly subject: Subject;
}

/** A drawn answer, and where in the drawing its plot lies, px of the viewBox. */
export interface DrawnAnswer {
  readonly svg: string;
  readonly frame: Frame;
  readonly scale: ValueScale;
  readonly top: number;
  readonly height: number;
}

/** More lines than this blacken the plot and keep the reader waiting. */
const mostDrawn = 500;

/** The chart of a range answer, as the book draws its panels; line `i` is the path whose `data-name` is `line-i`. */
export function drawAnswer(drawing: AnswerDrawing): DrawnAnswer {
  const { lines, range, chosen, variant, query, planQuery, subject } = drawing;
  const frame = frameOver(subject, range, variant);
  const height = variant === "narrow" ? 190 : 250;
  const threshold = planQuery?.threshold;
  const scale = answerScale(lines, planQuery?.unit ?? "count", threshold?.value);
  const yOfValue = (value: number) => yOf(scale, clampTo(scale, value), height);
  const scales = { xOf: (at: number) => xOf(frame, at), yOf: yOfValue, step: range.step, end: range.end };
  const layerOf = (place: number, mark: Spec): Spec[] => {
    const line = lines[place];
    const path = line === undefined ? "" : linePath(line, scales);
    return path === "" ? [] : [pathLayer(path, { ...mark, name: `line-${place}` })];
  };
  const looks = chosen.flatMap((place, index) => place === undefined ? [] : [{ place, colour: colourOf(index) }]);
  const endNames = nameChosen(lines, looks.map(({ place }) => place));
  const drawable = lines.length <= mostDrawn ? Array.from(lines.keys()) : highest(lines, mostDrawn);
  const grey = drawable.filter((place) => !chosen.includes(place));
  const note = [
    countNote(lines.length),
    scale.note ?? "",
    gapWords(lines),
  ].filter((words) => words !== "").join("; ");
  const drawn = drawPlot({
    frame,
    scale,
    height,
    note,
    side: { text: "", colour: "" },
    blinds: blindsLike(frame, "prometheus"),
    broken: [],
    threshold: threshold?.value,
    labels: [
      ...(threshold === undefined
        ? []
        : [{ text: threshold.words, colour: "var(--broken)", y: yOfValue(threshold.value), swatch: true }]),
      ...looks.flatMap(({ place, colour }) => endLabel(lines[place], endNames.get(place), colour, yOfValue)),
    ],
  }, [
    ...outsideLayers(frame, subject.interval, height),
    ...grey.flatMap((place) => layerOf(place, { stroke: "var(--muted)", strokeWidth: 0.7, opacity: 0.6 })),
    ...looks.toReversed().flatMap(({ place, colour }) => layerOf(place, { stroke: colour, strokeWidth: 1.6 })),
  ]);
  const description = `${lines.length} series over time${note === "" ? "" : `; ${note}`}. The table has their figures.`;
  return {
    svg: drawLight({ id: `answer-${variant}`, title: visibleText(query), description, ...drawn }),
    frame,
    scale,
    top: drawn.top,
    height,
  };
}

function countNote(count: number): string {
  if (count <= mostColours) return "";
  const drawn = count > mostDrawn ? `, of which the ${mostDrawn} highest are drawn` : "";
  return `${count} series${drawn}; those in colour are chosen in the table`;
}

/** The colour of the lines chosen first, second, … */
function colourOf(index: number): string {
  return `var(--line-${index % mostColours + 1})`;
}

/** The names at the ends of the lines: where only few of many are chosen, what tells those apart. */
function nameChosen(lines: readonly AnswerLine[], places: readonly number[]): ReadonlyMap<number, string> {
  if (lines.length <= mostColours) return new Map(lines.map(({ name }, place) => [place, name]));
  const { names } = nameSeries(places.map((place) => lines[place]?.labels ?? {}));
  return new Map(places.map((place, index) => [place, names[index] ?? ""]));
}

function endLabel(
  line: AnswerLine | undefined,
  text: string | undefined,
  colour: string,
  yOfValue: (value: number) => number,
): EndLabel[] {
  const last = line?.values.findLast(Number.isFinite);
  return text === undefined || last === undefined ? [] : [{ text, colour, y: yOfValue(last), swatch: true }];
}

/** A frame over a part of the session: phases that lie outside are left out, so that they take no names from the others. */
function frameOver(subject: Subject, { start, end }: QueryRange, variant: Variant): Frame {
  const interval = { start, end };
  const phases = subject.phases.filter((phase) => intersect(phase.interval, interval) !== undefined);
  return frameOf({ interval, phases, marks: subject.marks, blinds: subject.blinds }, variant);
}
