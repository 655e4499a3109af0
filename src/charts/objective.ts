import type { BlindReport, ObjectiveReport } from "../analysis/report.ts";
import { formatDuration, formatValue } from "../core/format.ts";
import { verdictWords } from "../core/verdict.ts";
import type { Chart } from "./chart.ts";
import { blindsLike, brokenWords } from "./context.ts";
import { chartId, type Frame } from "./frame.ts";
import { lineLabel, lineLayer, valuesOf } from "./line-layer.ts";
import { lineTable } from "./line-table.ts";
import { drawPlot, scalesOf } from "./plot.ts";
import { readoutOf } from "./readout.ts";
import { valueScale, yOf } from "./value-scale.ts";

const signs = { "<": "<", "<=": "≤", ">": ">", ">=": "≥" } as const;

const dashes: readonly (readonly number[])[] = [[], [5, 3], [2, 2], [7, 2, 2, 2]];

/** One objective over time: its indicator in steps, what stands beside it, its threshold, and where it was broken. */
export function objectiveChart(report: ObjectiveReport, frame: Frame): Chart {
  const { objective, overall } = report;
  const { unit, threshold } = objective;
  const height = frame.variant === "narrow" ? 150 : 180;
  const name = objective.indicator.kind === "promql" ? "the plan’s query" : report.line.name;
  const lines = [{ ...report.line, name }, ...report.besides];
  const scale = valueScale(valuesOf(lines, frame), unit, threshold);
  const scales = scalesOf({ frame, scale });
  const looks = lines.map((line, index) => ({
    line,
    colour: `var(--line-${Math.min(8, index + 1)})`,
    mark: { strokeWidth: index === 0 ? 2 : 1.3, strokeDash: dashes[index % dashes.length] ?? [] },
  }));
  const limit = {
    text: `SLA ${signs[objective.comparison]} ${formatValue(threshold, unit)}`,
    colour: "var(--broken)",
    y: yOf(scale, threshold, height),
    swatch: true,
  };
  const drawn = drawPlot(
    {
      frame,
      scale,
      height,
      note: scale.note ?? "",
      side: sideOf(report, frame),
      blinds: blindsOf(report, frame),
      broken: overall.broken,
      threshold,
      labels: [
        limit,
        ...looks.flatMap(({ line, colour, mark: { strokeDash } }) =>
          lineLabel(line, { text: line.name, colour, strokeDash }, { frame, scale, height })
        ),
      ],
    },
    looks.toReversed().flatMap(({ line, colour, mark }) =>
      lineLayer(line, { frame, scale, scales }, { stroke: colour, ...mark })
    ),
  );
  return {
    id: chartId(frame, `objective-${objective.id}`),
    title: objective.title,
    description: describe(report),
    width: drawn.width,
    height: drawn.height,
    spec: drawn.spec,
    table: lineTable(lines, unit),
    readout: readoutOf(lines, unit, { frame, top: drawn.top, height }),
  };
}

function sideOf({ overall }: ObjectiveReport, frame: Frame): { text: string; colour: string } {
  if (frame.variant !== "narrow") return { text: "", colour: "" };
  if (overall.broken.length > 0) return { text: brokenWords(overall.broken), colour: "var(--broken)" };
  const { shape, word } = verdictWords[overall.verdict];
  const colours = { pass: "var(--held)", fail: "var(--broken)", inconclusive: "var(--unknown)" };
  return { text: `${shape} ${word}`, colour: colours[overall.verdict] };
}

function blindsOf({ objective }: ObjectiveReport, frame: Frame): BlindReport[] {
  const { indicator } = objective;
  const source = indicator.kind === "probe" ? `probe:${indicator.probe}` : "prometheus";
  return blindsLike(frame, source);
}

function describe({ objective, line, overall }: ObjectiveReport): string {
  const seen = line.points.filter((point): point is readonly [number, number] => point[1] !== null);
  const { word } = verdictWords[overall.verdict];
  const extreme = overall.extreme === undefined
    ? ""
    : `; at worst ${formatValue(overall.extreme.value, objective.unit)}`;
  const broken = overall.timeBroken > 0 ? `, for ${formatDuration(overall.timeBroken)}` : "";
  return `${objective.words}: ${word}${broken}${extreme}. ${seen.length} of ${line.points.length} points have a value.`;
}
