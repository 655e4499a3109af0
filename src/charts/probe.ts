import type { ProbeReport, ProbeRequest } from "../analysis/report.ts";
import { formatDuration } from "../core/format.ts";
import { lengthOf } from "../core/time.ts";
import type { Chart, Spec } from "./chart.ts";
import type { EndLabel } from "./end-labels.ts";
import { blindsLike } from "./context.ts";
import { chartId, type Frame, xOf } from "./frame.ts";
import { points, type Scales } from "./layers.ts";
import { medianOf, probeTable } from "./probe-table.ts";
import { drawPlot, scalesOf } from "./plot.ts";
import { readoutOf } from "./readout.ts";
import { clampTo, type ValueScale, valueScale, yOf } from "./value-scale.ts";

interface Look {
  readonly outcome: ProbeRequest["outcome"];
  readonly words: string;
  readonly colour: string;
  readonly mark: Spec;
}

const cross = "M-1,-1L1,1M-1,1L1,-1";

/** From what lies behind to what lies on top. */
const looks: readonly Look[] = [
  { outcome: "good", words: "• good", colour: "var(--line-2)", mark: { shape: "circle", size: 11, filled: true } },
  {
    outcome: "unanswered",
    words: "○ unanswered",
    colour: "var(--unknown)",
    mark: { shape: "circle", size: 34, filled: false, strokeWidth: 1.3 },
  },
  {
    outcome: "slow",
    words: "△ too slow",
    colour: "var(--broken)",
    mark: { shape: "triangle-up", size: 34, filled: false, strokeWidth: 1.3 },
  },
  {
    outcome: "bad status",
    words: "✕ bad status",
    colour: "var(--broken)",
    mark: { shape: cross, size: 36, filled: false, strokeWidth: 1.4 },
  },
  {
    outcome: "failure",
    words: "◇ no answer",
    colour: "var(--broken)",
    mark: { shape: "diamond", size: 46, filled: false, strokeWidth: 1.3 },
  },
];

/** Every request of a probe as a dot at the moment it was sent; what was not a good answer has its own shape, on top. */
export function probeChart(report: ProbeReport, frame: Frame): Chart {
  const height = frame.variant === "narrow" ? 150 : 180;
  const requests = report.requests.filter(({ sentAt }) =>
    sentAt >= frame.interval.start && sentAt <= frame.interval.end
  );
  const scale = valueScale(requests.map(({ latency }) => latency / 1_000), "seconds");
  const scales = scalesOf({ frame, scale });
  const groups = looks.map((look) => ({ look, own: requests.filter(({ outcome }) => outcome === look.outcome) }))
    .filter(({ own }) => own.length > 0);
  const drawn = drawPlot({
    frame,
    scale,
    height,
    note: ["time to answer, by the moment of sending", scale.note ?? ""].filter((text) => text !== "").join("; "),
    side: { text: "", colour: "" },
    blinds: blindsLike(frame, `probe:${report.name}`),
    broken: report.outages,
    threshold: undefined,
    labels: groups.map(({ look, own }): EndLabel => ({
      text: `${look.words} ${own.length}`,
      colour: look.colour,
      y: yOf(scale, clampTo(scale, medianOf(own)), height),
      swatch: false,
    })),
  }, groups.flatMap(({ look, own }) => dots(own, look, { frame, scale, scales, height })));
  return {
    id: chartId(frame, `probe-${report.name}`),
    title: `Probe ${report.name}`,
    description: describe(report, requests),
    width: drawn.width,
    height: drawn.height,
    spec: drawn.spec,
    table: probeTable(requests, frame.interval),
    readout: readoutOf(readLines(requests), "seconds", { frame, top: drawn.top, height }),
  };
}

/** One symbol for all requests that fall on the same pixel: nothing that could be seen is lost. */
function dots(
  own: readonly ProbeRequest[],
  { mark, colour }: Look,
  { frame, scale, scales, height }: { frame: Frame; scale: ValueScale; scales: Scales; height: number },
): Spec[] {
  const seen = new Map<string, { t: number; v: number }>();
  for (const { sentAt, latency } of own) {
    const v = clampTo(scale, latency / 1_000);
    const pixel = `${Math.round(xOf(frame, sentAt))} ${Math.round(yOf(scale, v, height))}`;
    if (!seen.has(pixel)) seen.set(pixel, { t: sentAt, v });
  }
  const paint = mark.filled === true ? { fill: colour } : { stroke: colour };
  return points(Array.from(seen.values()), scales, { ...mark, ...paint });
}

function describe({ url, outages }: ProbeReport, requests: readonly ProbeRequest[]): string {
  const lost = requests.filter(({ outcome }) => outcome !== "good").length;
  const longest = requests.reduce((most, { latency }) => Math.max(most, latency), 0);
  const broken = outages.reduce((sum, outage) => sum + lengthOf(outage), 0);
  const words = outages.length === 0
    ? "no outage"
    : `${outages.length} outage${outages.length === 1 ? "" : "s"}, ${formatDuration(broken)} in all`;
  return `Requests to ${url}: ${requests.length} sent, ${lost} lost; the longest took ${
    formatDuration(longest)
  }; ${words}.`;
}

function readLines(requests: readonly ProbeRequest[]) {
  const line = (name: string, own: readonly ProbeRequest[]) => ({
    name,
    labels: {},
    points: own.map(({ sentAt, latency }) => [sentAt, latency / 1_000] as const),
  });
  const good = requests.filter(({ outcome }) => outcome === "good");
  const lost = requests.filter(({ outcome }) => outcome !== "good");
  return [line("good", good), line("lost", lost)].filter(({ points: own }) => own.length > 0);
}
