import type { AlertReport, BlindReport, QuorumReport, QuorumSpan } from "../analysis/report.ts";
import { formatDuration } from "../core/format.ts";
import { type Interval, lengthOf } from "../core/time.ts";
import { type LaneRow, nodePaint, type Stretch } from "./lane-row.ts";

/** The leader, and whether the managers have their quorum. */
export function controlRows({ spans }: QuorumReport, nodes: readonly string[]): LaneRow[] {
  const paint = nodePaint(nodes);
  const leaders = spans.map(({ interval, leader, state }): Stretch => ({
    interval,
    look: leader === undefined ? (state === "lost" ? "outline" : "hatched") : "solid",
    ...paint(leader),
    words: leader === undefined ? (state === "lost" ? ["no leader", "none"] : ["unknown", "?"]) : [leader],
    state: leader ?? (state === "lost" ? "no leader" : "unknown"),
  }));
  return [
    { group: "Control plane", name: "leader", stretches: leaders },
    { group: "Control plane", name: "quorum", stretches: spans.map(quorumStretch) },
  ];
}

function quorumStretch({ interval, managers, reachable, needed, state }: QuorumSpan): Stretch {
  const count = reachable === undefined ? "" : `${reachable} of ${managers}`;
  const full = `${count === "" ? `${managers} managers` : count}, ${needed} needed`;
  const common = { interval, striped: false };
  switch (state) {
    case "kept":
      return {
        ...common,
        look: "solid",
        colour: "held",
        words: [`✓ kept: ${full}`, `✓ ${count}`, "✓"],
        state: `kept, ${full}`,
      };
    case "lost":
      return {
        ...common,
        look: "block",
        colour: "broken",
        words: [`✕ lost: ${full}`, "✕ lost", "✕"],
        state: `lost, ${full}`,
      };
    case "unknown":
      return {
        ...common,
        look: "hatched",
        colour: "unknown",
        words: ["? no manager answered", "? unknown", "?"],
        state: "unknown",
      };
  }
}

/** Lanes of alerts, under the lane of what was really broken. */
export function alertRows(alerts: readonly AlertReport[], broken: readonly Interval[] | undefined): LaneRow[] {
  if (alerts.length === 0 && (broken === undefined || broken.length === 0)) return [];
  const truth = broken === undefined ? [] : [{
    group: "Alerts",
    name: "SLA broken",
    stretches: broken.map((interval): Stretch => {
      const words = `✕ ${formatDuration(lengthOf(interval))}`;
      return {
        interval,
        look: "block",
        colour: "broken",
        striped: false,
        words: [`✕ broken ${formatDuration(lengthOf(interval))}`, words, "✕"],
        state: "broken",
      };
    }),
  }];
  const states = (intervals: readonly Interval[], state: "pending" | "firing") =>
    intervals.map((interval): Stretch => ({
      interval,
      look: state === "firing" ? "solid" : "starting",
      colour: "unknown",
      striped: false,
      words: [state],
      state,
    }));
  return [
    ...truth,
    ...alerts.map(({ name, pending, firing }) => ({
      group: "Alerts",
      name,
      stretches: [...states(pending, "pending"), ...states(firing, "firing")].sort((a, b) =>
        a.interval.start - b.interval.start
      ),
    })),
  ];
}

/** A lane for each source that did not answer for a while. */
export function blindRows(blinds: readonly BlindReport[]): LaneRow[] {
  const sources = Array.from(new Set(blinds.map(({ source }) => source))).sort();
  return sources.map((source) => ({
    group: "No answer",
    name: source.replace(/^docker:/, ""),
    stretches: blinds.filter((blind) => blind.source === source).map(({ interval, reason }): Stretch => ({
      interval,
      look: "hatched",
      colour: "muted",
      striped: false,
      words: [reason, "no answer", "?"],
      state: `no answer: ${reason}`,
    })),
  }));
}
