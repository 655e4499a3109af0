import { formatFigure, hasNoData, worstBeside } from "../../analysis/figure.ts";
import type { Finding, Report } from "../../analysis/report.ts";
import type { EntryView } from "../../components/page-view.ts";
import { sparkline } from "../../charts/sparkline.ts";
import { formatDuration } from "../../core/format.ts";
import type { Objective } from "../../core/plan.ts";
import { lengthOf } from "../../core/time.ts";
import type { ReadEntry } from "./book-fs.ts";
import { drawChart } from "./chart-cache-fs.ts";
import { anchor, planPath, sessionPath } from "./links.ts";
import { dayView } from "./time-view.ts";
import { problemsWords } from "./verification-view.ts";
import { verdictView } from "./verdict-view.ts";

/** A session's line in a list; `root` leads from the page to the site's root. */
export async function entryView(
  { folder, report, verification }: Pick<ReadEntry, "folder" | "report" | "verification">,
  root: string,
): Promise<EntryView> {
  const verdict = verdictView(report.verdict);
  const href = `${root}${sessionPath(folder)}`;
  const time = dayView(report.interval.start);
  return {
    href,
    title: report.title,
    id: report.id,
    plan: { title: report.plan.title, href: `${root}${planPath(report.plan.id)}` },
    time,
    length: formatDuration(lengthOf(report.interval)),
    verdict,
    headline: [report.headline, report.summary[0] ?? ""].join(" ").trim(),
    figures: report.objectives.map(({ objective, overall }) => ({
      title: objective.title,
      figure: figureText(objective, overall),
      verdict: verdictView(overall.verdict),
      href: `${href}#chart-${objective.id}`,
    })),
    sparkline: await sparklineOf(folder, report),
    damage: verification.problems.length === 0 ? "" : `The archive is damaged: ${problemsWords(verification)}`,
    words: [report.title, report.id, report.plan.title, report.plan.id, time.text, verdict.word].join(" "),
  };
}

function figureText(objective: Objective, finding: Finding): string {
  if (hasNoData(finding)) return "— no data";
  const worst = worstBeside(objective, finding);
  return formatFigure(objective, finding) + (worst === undefined ? "" : `, ${worst}`);
}

async function sparklineOf(folder: string, report: Report): Promise<EntryView["sparkline"]> {
  const first = report.objectives[0];
  if (first === undefined) return { svg: "", title: "" };
  const { title, unit, threshold } = first.objective;
  const { interval } = report;
  const chart = sparkline(first.line, { id: anchor("spark", folder), title, unit, threshold, interval });
  return { svg: await drawChart(chart), title };
}
