import type { MarkReport, Report } from "../analysis/report.ts";
import { formatOffset, formatTimeOfDay } from "../core/format.ts";
import { contains } from "../core/time.ts";
import type { Spec } from "./chart.ts";
import { type Frame, xOf } from "./frame.ts";
import { type Row, symbols, texts } from "./layers.ts";
import { lettered } from "./mark-letters.ts";
import { spread } from "./phase-numbers.ts";
import { band, phaseWords, verdictColours } from "./ribbon-band.ts";
import { fitText, textWidth } from "./text-width.ts";

const shapes = {
  fault: { shape: "triangle-down", size: 60, fill: "var(--text)" },
  recovered: { shape: "triangle-up", size: 60, fill: "var(--text)" },
  note: { shape: "circle", size: 36, fill: "var(--muted)" },
} as const;

/** The ribbon for a phone: a numbered band, and below it each phase with its verdict and what was done in it. */
export function narrowRibbon(report: Pick<Report, "broken">, frame: Frame): { height: number; layers: Spec[] } {
  const width = frame.width - 2;
  const marks = lettered(frame);
  const [top, bottom] = [20, 36];
  const wanted = frame.phases.map(({ interval }, index) => ({
    x: xOf(frame, interval.start) + 1,
    y: 14,
    text: String(index + 1),
  }));
  const numbers: Row[] = spread(wanted, frame, 12);
  let y = 84;
  const names: Row[] = [];
  const verdicts: Row[] = [];
  const notes: Row[] = [];
  const letters: Row[] = [];
  const offsets: Row[] = [];
  const heads: { readonly kind: MarkReport["mark"]; readonly row: Row }[] = [];
  frame.phases.forEach((phase, index) => {
    const [words] = phaseWords(phase);
    const room = width - textWidth(words, 13, true) - 26;
    names.push({ x: 0, y, text: `${index + 1}  ${fitText(phase.name, room, 13, true)}` });
    verdicts.push({ x: width, y, text: words, fill: verdictColours[phase.verdict] });
    y += 19;
    for (const { at, label, letter, mark } of marks.filter((each) => contains(phase.interval, each.at))) {
      const offset = formatOffset(at - frame.interval.start);
      heads.push({ kind: mark, row: { x: 23, y: y - 4 } });
      letters.push({ x: 34, y, text: letter });
      notes.push({ x: 46, y, text: fitText(label, width - 54 - textWidth(offset, 11), 12) });
      offsets.push({ x: width, y, text: offset });
      y += 18;
    }
    y += 5;
  });
  const kinds = ["fault", "recovered", "note"] as const;
  const ends: Row[] = [{ x: 0, y: 58, text: `${formatTimeOfDay(frame.interval.start).slice(0, 8)} UTC` }];
  const last: Row[] = [{ x: width, y: 58, text: `${formatTimeOfDay(frame.interval.end).slice(0, 8)} UTC` }];
  return {
    height: y - 14,
    layers: [
      ...band(report, frame, top, bottom),
      ...kinds.flatMap((kind) => [
        ...symbols(
          marks.filter(({ mark }) => mark === kind).map(({ at }) => ({ x: xOf(frame, at), y: bottom + 6 })),
          shapes[kind],
        ),
        ...symbols(heads.filter((head) => head.kind === kind).map(({ row }) => row), shapes[kind]),
      ]),
      ...texts(numbers, { fontSize: 12, fontWeight: 600, fill: "var(--muted)" }),
      ...texts(ends, { fontSize: 11, fill: "var(--muted)" }),
      ...texts(last, { fontSize: 11, fill: "var(--muted)", align: "right" }),
      ...texts(names, { fontSize: 13, fontWeight: 600, fill: "var(--text)" }),
      ...texts(verdicts, { fontSize: 13, fontWeight: 600, align: "right" }),
      ...texts(letters, { fontWeight: 600, fill: "var(--muted)" }),
      ...texts(notes, { fill: "var(--text)" }),
      ...texts(offsets, { fontSize: 11, fill: "var(--muted)", align: "right" }),
    ],
  };
}
