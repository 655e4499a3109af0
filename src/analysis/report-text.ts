import { plainText } from "../core/plain-text.ts";
import { enumerate } from "../core/enumerate.ts";
import { formatDay, formatDuration, formatOffset, formatTimeOfDay, formatValue } from "../core/format.ts";
import { lengthOf } from "../core/time.ts";
import { type Verdict, verdictWords } from "../core/verdict.ts";
import type { Finding, ObjectiveReport } from "./finding.ts";
import { formatFigure, hasNoData, worstBeside } from "./figure.ts";
import { plural } from "./plural.ts";
import { formatPromise } from "./promise.ts";
import type { Failover, Report } from "./report.ts";
import { formatTable, wrapText } from "./text-table.ts";
import { truthLines } from "./truth-text.ts";
import { judgedByWords } from "./truth-words.ts";

const width = 96;

/** The report for a terminal: verdict first, then the objectives by phase, what happened, and what is in doubt. */
export function formatReport(report: Report): string {
  return formatSections([
    ...verdictSections(report),
    reasons(report),
    ...report.failovers.map(story),
    alerts(report),
    report.quorum === undefined ? [] : ["Quorum", ...wrapText(`  ${report.quorum.sentence}`, width, 2)],
    coverage(report),
    truth(report),
    doubts(report),
  ]);
}

/** The beginning of `formatReport`: the verdict in sentences, and the objectives by phase. */
export function formatVerdict(report: Report): string {
  return formatSections(verdictSections(report));
}

function formatSections(sections: readonly (readonly string[])[]): string {
  return plainText(`${sections.filter((lines) => lines.length > 0).map((lines) => lines.join("\n")).join("\n\n")}\n`);
}

function verdictSections(report: Report): string[][] {
  const length = formatDuration(lengthOf(report.interval));
  return [
    [
      report.title,
      `${report.plan.id} · ${formatDay(report.interval.start)} · ${length} · ${report.status}`,
      ...report.judgedBy === undefined ? [] : wrapText(`${judgedByWords(report.judgedBy)}.`, width, 2),
    ],
    [
      `${verdictWords[report.verdict].shape} ${report.headline}`,
      ...report.summary.map((sentence) => `  ${sentence}`),
    ].flatMap((line) => wrapText(line, width, 2)),
    [...objectiveTable(report), ...absences(report)],
  ];
}

function objectiveTable({ objectives, phases }: Report): string[] {
  if (objectives.length === 0) return ["The plan has no objective."];
  const head = ["", ...phases.map(({ name }) => name), "over all"];
  const rows = objectives.map((report) => [
    `${report.objective.title} ${formatPromise(report.objective)}`,
    ...[...report.phases, report.overall].map((finding) => cellOf(report, finding)),
  ]);
  return formatTable([head, ...rows], 100);
}

function cellOf({ objective }: ObjectiveReport, finding: Finding): string {
  const worst = worstBeside(objective, finding);
  const beside = worst === undefined ? "" : `, ${worst}`;
  return `${verdictWords[finding.verdict].shape} ${formatFigure(objective, finding)}${beside}`;
}

/** Why cells have no figure for which something was seen; of a probe, the reason of its verdict tells that. */
function absences({ objectives, phases }: Report): string[] {
  const lines = objectives.flatMap(({ objective, phases: findings, overall }) => {
    const cells = [...findings, overall].map((finding, index) => ({
      finding,
      place: phases[index]?.name ?? "over all",
    }));
    const without = cells.filter(({ finding }) => finding.value === undefined && !hasNoData(finding));
    if (without.length === 0 || objective.indicator.kind === "probe") return [];
    const reasons = [...Map.groupBy(without, ({ finding }) => finding.valueIs)].map(([reason, those]) =>
      `${enumerate(those.map(({ place }) => place))} (${reason})`
    );
    return wrapText(`— ${objective.title} has no figure for ${reasons.join(", ")}.`, width, 2);
  });
  return lines.length === 0 ? [] : ["", ...lines];
}

/** Why each cell of the table that is not held is so; what is so everywhere for one reason is said once. */
function reasons({ objectives, phases }: Report): string[] {
  const order: readonly Verdict[] = ["fail", "inconclusive"];
  return objectives.flatMap(({ objective, phases: findings, overall }) =>
    order.flatMap((verdict) => {
      const { shape, word } = verdictWords[verdict];
      const all = [...findings, overall];
      const said = (place: string, because: string) =>
        wrapText(`${shape} ${objective.title}, ${place}: ${word}. ${because}.`, width, 2);
      if (all.length > 2 && all.every((each) => each.verdict === verdict && each.because === overall.because)) {
        return said("every phase and over all", overall.because);
      }
      return all.flatMap((finding, index) =>
        finding.verdict === verdict ? said(phases[index]?.name ?? "over all", finding.because) : []
      );
    })
  );
}

function story({ fault, story: sentences, recoveryWords, timeToRecover }: Failover): string[] {
  const offsets = sentences.map(({ offset }) => formatOffset(offset));
  const column = Math.max(...offsets.map((offset) => offset.length)) + 2;
  return [
    `What happened: ${fault.label}, ${formatTimeOfDay(fault.at)} UTC`,
    ...sentences.flatMap(({ text }, index) =>
      wrapText(`${(offsets[index] ?? "").padStart(column)}  ${text}`, width, column + 2)
    ),
    ...wrapText(
      `  Time to recover: ${timeToRecover === undefined ? "—" : formatDuration(timeToRecover)}. ${recoveryWords}.`,
      width,
      2,
    ),
  ];
}

function alerts({ alerts: all }: Report): string[] {
  if (all.length === 0) return [];
  return [
    "Alerts",
    ...all.map(({ name, pending, firing }) => ({
      name,
      stretches: [
        ...pending.map((interval) => ({ state: "pending", ...interval })),
        ...firing.map((interval) => ({ state: "firing", ...interval })),
      ].sort((a, b) => a.start - b.start),
    })).sort((a, b) => (a.stretches[0]?.start ?? 0) - (b.stretches[0]?.start ?? 0)).flatMap(({ name, stretches }) => {
      const words = stretches.map(({ state, start, end }) =>
        `${state} ${formatTimeOfDay(start)} for ${formatDuration(end - start)}`
      );
      return wrapText(`  ${name}: ${words.join(", ")}`, width, 4);
    }),
  ];
}

function coverage({ coverage: sources }: Report): string[] {
  if (sources.length === 0) return [];
  const shares = sources.map(({ coverage: share }) => formatValue(Math.floor(share * 1_000) / 1_000, "ratio"));
  const [sourceWidth, shareWidth] = [sources.map(({ source }) => source), shares].map((column) =>
    Math.max(...column.map((text) => text.length))
  );
  const rows = sources.flatMap(({ source, words }, index) => {
    const start = `  ${source.padEnd(sourceWidth ?? 0)}  ${(shares[index] ?? "").padEnd(shareWidth ?? 0)}  `;
    return wrapText(start + words, width, start.length);
  });
  return ["What was seen", ...rows];
}

function truth({ truth: found }: Report): string[] {
  return found.answers.length === 0
    ? []
    : ["Prometheus' answers", ...truthLines(found, width - 2).map((line) => `  ${line}`)];
}

function doubts({ doubts: own, objectives }: Report): string[] {
  const all = [
    ...objectives.flatMap(({ objective, doubts: theirs }) => theirs.map((doubt) => `${objective.title}: ${doubt}`)),
    ...own,
  ];
  if (all.length === 0) return [];
  return [plural(all.length, "doubt"), ...all.flatMap((doubt) => wrapText(`  - ${doubt}.`, width, 4))];
}
