import type { Report } from "../analysis/report.ts";
import { formatDuration, formatTimeOfDay } from "../core/format.ts";
import { lengthOf } from "../core/time.ts";
import type { Chart, Spec } from "./chart.ts";
import { phaseTints } from "./context.ts";
import { alertRows, blindRows, controlRows } from "./control-rows.ts";
import { chartId, type Frame, plotWidth } from "./frame.ts";
import { head } from "./head.ts";
import { bar, laneBars, laneWords, type Placed } from "./lane-bars.ts";
import type { LaneRow } from "./lane-row.ts";
import { type Row, rules, specOf, texts } from "./layers.ts";
import { shortNames } from "./short-names.ts";
import { nodeRows, slotRows } from "./swarm-rows.ts";
import { timeAxis } from "./time-axis.ts";

/** Who ran where: a lane for each service slot, node, the control plane, alerts and blind sources, on the session's time axis. */
export function laneChart(
  report: Pick<Report, "swarm" | "quorum" | "alerts"> & { readonly broken?: Report["broken"] },
  frame: Frame,
): Chart {
  const { swarm, quorum, alerts, broken } = report;
  const rows = [
    ...(swarm === undefined ? [] : [...slotRows(swarm), ...nodeRows(swarm)]),
    ...(quorum === undefined ? [] : controlRows(quorum, swarm?.nodes ?? [])),
    ...alertRows(alerts, broken),
    ...blindRows(frame.blinds),
  ];
  const placed = place(rows, frame);
  const height = (placed.at(-1)?.y ?? 0) + bar + 6;
  const width = plotWidth(frame);
  const above = head(frame, -2, height);
  const top = above.height;
  const layers = [
    ...phaseTints(frame, -top + 2, height),
    ...rules(placed.map(({ y }) => ({ x: 0, x2: width, y: y + bar, y2: y + bar })), { stroke: "var(--hairline)" }),
    ...laneBars(placed, frame),
    ...laneNames(placed, frame),
    ...above.layers,
    ...laneWords(placed, frame),
    ...timeAxis(frame, height),
  ];
  const { left, right } = frame;
  return {
    id: chartId(frame, "lanes"),
    title: "Who ran where",
    description: describe(rows),
    width: frame.width,
    height: top + height + 24,
    spec: specOf({ width, height, top, right, bottom: 24, left }, layers),
    table: {
      columns: ["What", "Lane", "From (UTC)", "To (UTC)", "For", "State"],
      rows: rows.flatMap(({ group, name, stretches }) =>
        stretches.map(({ interval, state }) => [
          group,
          name,
          formatTimeOfDay(interval.start),
          formatTimeOfDay(interval.end),
          formatDuration(lengthOf(interval)),
          state,
        ])
      ),
    },
    readout: undefined,
  };
}

function place(rows: readonly LaneRow[], frame: Frame): Placed[] {
  const wide = frame.variant !== "narrow";
  let y = wide ? 2 : 0;
  return rows.map((row, index) => {
    const heads = row.group !== rows[index - 1]?.group;
    y += heads ? (wide ? (index === 0 ? 18 : 26) : index === 0 ? 18 : 30) : 0;
    y += wide ? 0 : 15;
    const placed = { row, y, heads };
    y += bar + 6;
    return placed;
  });
}

function laneNames(placed: readonly Placed[], frame: Frame): Spec[] {
  const wide = frame.variant !== "narrow";
  const room = wide ? frame.left - 10 : plotWidth(frame);
  const groupsOf = Array.from(Map.groupBy(placed, ({ row }) => row.group).values());
  const names: Row[] = groupsOf.flatMap((own) => {
    const short = shortNames(own.map(({ row }) => row.name), room, 12);
    return own.map(({ y }, index) => ({ x: wide ? -8 : 0, y: wide ? y + 12 : y - 4, text: short[index] ?? "" }));
  });
  const groups: Row[] = placed.filter(({ heads }) => heads).map(({ row, y }) => ({
    x: wide ? -8 : -frame.left + 2,
    y: wide ? y - 6 : y - 22,
    text: row.group,
  }));
  const align = wide ? "right" : "left";
  return [
    ...texts(names, { fill: "var(--text)", align }),
    ...texts(groups, { fill: "var(--muted)", fontSize: 11, fontWeight: 600, align }),
  ];
}

function describe(rows: readonly LaneRow[]): string {
  const groups = Map.groupBy(rows, ({ group }) => group);
  const words = Array.from(groups, ([group, own]) => `${group}: ${own.map(({ name }) => name).join(", ")}`);
  return `${words.join(". ")}. The table names every stretch.`;
}
