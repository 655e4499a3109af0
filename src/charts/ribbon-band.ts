import type { PhaseReport, Report } from "../analysis/report.ts";
import { formatDuration } from "../core/format.ts";
import { intersect } from "../core/time.ts";
import { type Verdict, verdictWords } from "../core/verdict.ts";
import type { Spec } from "./chart.ts";
import { type Frame, xOf } from "./frame.ts";
import { rects, type Row } from "./layers.ts";
import { hatch } from "./pattern.ts";

/** The colour of a verdict. */
export const verdictColours = {
  pass: "var(--held)",
  fail: "var(--broken)",
  inconclusive: "var(--unknown)",
} as const satisfies Record<Verdict, string>;

/** What a phase says, the longest first: `✕ broken 42 s`, `✕ 42 s`, `✕`. */
export function phaseWords({ verdict, timeBroken }: PhaseReport): [string, ...string[]] {
  const { shape, word } = verdictWords[verdict];
  const time = timeBroken > 0 ? ` ${formatDuration(timeBroken)}` : "";
  return [`${shape} ${word}${verdict === "fail" ? time : ""}`, `${shape} ${word}`, shape];
}

/** The band itself: held as a thin line, broken as filled blocks, "cannot tell" hatched. */
export function band(report: Pick<Report, "broken">, frame: Frame, y: number, y2: number): Spec[] {
  const boxes = frame.phases.flatMap(({ interval, verdict }) => {
    const part = intersect(interval, frame.interval);
    if (part === undefined) return [];
    const [x, x2] = [xOf(frame, part.start), xOf(frame, part.end) - 1];
    return [{ verdict, x, x2 }];
  });
  const broken: Row[] = report.broken.flatMap((each) => {
    const part = intersect(each, frame.interval);
    if (part === undefined) return [];
    const x = xOf(frame, part.start);
    return [{ x, x2: Math.max(x + 1.5, xOf(frame, part.end)), y, y2 }];
  });
  const box = (verdict: Verdict): Row[] =>
    boxes.filter((each) => each.verdict === verdict).map(({ x, x2 }) => ({ x, x2, y, y2 }));
  return [
    ...rects(boxes.map(({ x, x2 }) => ({ x, x2, y, y2 })), { fill: "var(--tint)" }),
    ...rects(box("inconclusive"), { fill: hatch("unknown"), opacity: 0.6 }),
    ...rects(box("pass").map((row) => ({ ...row, y: y2 - 3 })), { fill: "var(--held)" }),
    ...rects(box("fail").map((row) => ({ ...row, y: y2 - 3 })), { fill: "var(--muted)", opacity: 0.4 }),
    ...rects(broken, { fill: "var(--broken)" }),
  ];
}
