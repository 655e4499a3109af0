import type { Failover } from "../../analysis/report.ts";
import type { FailoverView, FigureView, MeasureView, TableView } from "../../components/view.ts";
import { formatDuration, formatNumber, formatOffset, formatTimeOfDay } from "../../core/format.ts";
import { tiedWords } from "./tied-words.ts";
import { clockView } from "./time-view.ts";

/** The story of one fault for reading; `number` tells faults of one label apart. */
export function failoverView(failover: Failover, waterfall: FigureView, number: number): FailoverView {
  return {
    id: `fault-${number}`,
    label: failover.fault.label,
    time: clockView(failover.fault.at),
    measures: measures(failover, `#fault-${number}-steps`),
    story: failover.story.map(({ at, offset, text }) => ({
      time: clockView(at),
      offset: formatOffset(offset),
      text: tiedWords(text),
    })),
    steps: failover.steps.map((step) => ({
      words: step.words,
      time: clockView(step.at),
      offset: formatOffset(step.offset),
      source: step.resolution === 0 ? step.source : `${step.source}, to within ${formatDuration(step.resolution)}`,
    })),
    moves: movesTable(failover),
    waterfall,
  };
}

function measures(failover: Failover, steps: string): MeasureView[] {
  const { timeToDetect, timeToRecover, losses, metricsLate } = failover;
  const result: MeasureView[] = [
    {
      term: "Time to detect",
      figure: timeToDetect === undefined ? "—" : formatDuration(timeToDetect),
      words: timeToDetect === undefined
        ? "Swarm said nothing of it: no node down, no other leader, no replacement"
        : "from the fault to the Swarm’s first word of it",
      href: steps,
    },
    {
      term: "Time to recover",
      figure: timeToRecover === undefined ? "—" : formatDuration(timeToRecover),
      words: failover.recoveryWords,
      href: steps,
    },
    ...losses.map(({ probe, sent, lost }) => ({
      term: "Requests lost",
      figure: `${formatNumber(lost)} of ${formatNumber(sent)}`,
      words: `sent by probe “${probe}” until the next fault or the end`,
      href: `#chart-probe-${probe}`,
    })),
  ];
  if (metricsLate !== undefined) {
    const end = metricsLate.end === undefined ? "" : `; its end by ${formatOffset(metricsLate.end)}`;
    result.push({
      term: "Metrics dated the outage",
      figure: formatOffset(metricsLate.onset),
      words: `against what the probe saw${end}`,
      href: "#objectives",
    });
  }
  return result;
}

function movesTable({ moves, fault }: Failover): TableView {
  return {
    caption: `Tasks moved: ${moves.length}`,
    columns: ["Task", "From", "To", "Desired", "Running", "From the fault"],
    rows: moves.map((move) => [
      `${move.service}.${move.slot}`,
      move.from,
      move.to,
      formatTimeOfDay(move.desiredAt),
      move.runningAt === undefined ? "— never seen running" : formatTimeOfDay(move.runningAt),
      move.runningAt === undefined ? "—" : formatOffset(move.runningAt - fault.at),
    ]),
  };
}
