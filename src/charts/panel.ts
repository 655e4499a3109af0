import type { Line, PanelReport } from "../analysis/report.ts";
import type { Chart } from "./chart.ts";
import { blindsLike } from "./context.ts";
import { chartId, type Frame } from "./frame.ts";
import { lineLabel, lineLayer, valuesOf } from "./line-layer.ts";
import { lineTable } from "./line-table.ts";
import { drawPlot, scalesOf } from "./plot.ts";
import { readoutOf } from "./readout.ts";
import { valueScale } from "./value-scale.ts";

const mostColours = 8;
const namedAmongMany = 4;

/** A panel of the plan: up to eight lines named at their ends; of more, the highest are named and the others thin and grey. */
export function panelChart(report: PanelReport, frame: Frame): Chart {
  const { panel, lines } = report;
  const height = frame.variant === "narrow" ? 130 : 150;
  const scale = valueScale(valuesOf(lines, frame), panel.unit);
  const scales = scalesOf({ frame, scale });
  const many = lines.length > mostColours;
  const highest = new Set([...lines].sort((a, b) => topOf(b) - topOf(a)).slice(0, many ? namedAmongMany : mostColours));
  const named = lines.filter((line) => highest.has(line));
  const grey = lines.filter((line) => !highest.has(line));
  const looks = named.map((line, index) => ({ line, colour: `var(--line-${index + 1})` }));
  const note = [
    many ? `${lines.length} lines: the ${named.length} highest are named, the others grey` : "",
    scale.note ?? "",
    report.error ?? (lines.length === 0 ? "no data" : ""),
  ].filter((text) => text !== "").join("; ");
  const drawn = drawPlot({
    frame,
    scale,
    height,
    note,
    side: { text: "", colour: "" },
    blinds: blindsLike(frame, "prometheus"),
    broken: [],
    threshold: undefined,
    labels: looks.flatMap(({ line, colour }) => lineLabel(line, { text: line.name, colour }, { frame, scale, height })),
  }, [
    ...grey.flatMap((line) =>
      lineLayer(line, { frame, scale, scales }, { stroke: "var(--muted)", strokeWidth: 0.7, opacity: 0.6 })
    ),
    ...looks.toReversed().flatMap(({ line, colour }) =>
      lineLayer(line, { frame, scale, scales }, { stroke: colour, strokeWidth: 1.6 })
    ),
  ]);
  return {
    id: chartId(frame, `panel-${panel.id}`),
    title: panel.title,
    description: `${panel.query}: ${countWords(lines.length, "line")}${note === "" ? "" : `; ${note}`}.`,
    width: drawn.width,
    height: drawn.height,
    spec: drawn.spec,
    table: lineTable(lines, panel.unit),
    readout: readoutOf(named, panel.unit, { frame, top: drawn.top, height }),
  };
}

function topOf({ points }: Line): number {
  return points.reduce((top, [, value]) => Math.max(top, value ?? -Infinity), -Infinity);
}

function countWords(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
