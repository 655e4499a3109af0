import type { NoteView, SessionCharts, SessionView } from "../../components/page-view.ts";
import type { FigureView } from "../../components/view.ts";
import { archiveFiles } from "./archive-copy-fs.ts";
import { type ReadEntry, sessionFolder } from "./book-fs.ts";
import { configViews } from "./config-view.ts";
import { doubtsView } from "./doubts-view.ts";
import { explorePage } from "./explore-path.ts";
import { failoverView } from "./failover-view.ts";
import { planPath, rootOfDeepPage } from "./links.ts";
import { type NotePart, noteParts } from "./notes-view.ts";
import { objectiveView } from "./objective-view.ts";
import { provenanceView } from "./provenance-view.ts";
import { sessionCharts } from "./session-charts.ts";
import { dayView } from "./time-view.ts";
import { summaryParts } from "./summary-view.ts";
import { verdictView } from "./verdict-view.ts";

/** Computes the session page from a session and its report. */
export async function sessionView(entry: ReadEntry): Promise<SessionView> {
  const { session, report, verification, folder } = entry;
  const links = { interval: report.interval, step: session.head.plan.step };
  const charts = await sessionCharts(entry, links);
  const { parts, footnotes } = noteParts(session.notes);
  return {
    title: report.title,
    plan: { ...report.plan, href: `${rootOfDeepPage}${planPath(report.plan.id)}` },
    description: session.head.plan.description ?? "",
    time: dayView(report.interval.start),
    explore: explorePage,
    verdict: verdictView(report.verdict),
    headline: report.headline,
    summary: summaryParts(report),
    doubts: doubtsView(report.doubts),
    phases: report.phases.map(({ name, verdict }) => ({ name, verdict: verdictView(verdict) })),
    objectives: report.objectives.map((objective) => objectiveView(objective, report.phases, links)),
    charts,
    failovers: report.failovers.flatMap((failover, index) => {
      const waterfall = charts.waterfalls[index];
      return waterfall === undefined ? [] : [failoverView(failover, waterfall, index + 1)];
    }),
    notes: noteViews(parts, charts),
    footnotes,
    configs: configViews(session),
    provenance: provenanceView(session, report, verification, await archiveFiles(sessionFolder(folder))),
  };
}

function noteViews(parts: readonly NotePart[], charts: SessionCharts): readonly NoteView[] {
  const figures = new Map(figuresOf(charts).map((figure) => [figure.id, figure]));
  return parts.map((part, index): NoteView => {
    if (part.kind === "words") return part;
    const figure = figures.get(part.id);
    if (figure !== undefined) return { kind: "figure", figure: secondCopy(figure, index + 1) };
    const known = [...figures.keys()].join(", ");
    return {
      kind: "remark",
      text: `The notes place a chart “${part.id}”, which this session does not have: it has ${known}`,
    };
  });
}

function figuresOf({ ribbon, objectives, probes, lanes, panels }: SessionCharts): FigureView[] {
  return [ribbon, ...objectives, ...probes, ...(lanes === undefined ? [] : [lanes]), ...panels];
}

/** A chart that stands on the page twice must not repeat its ids; the copy in the notes links to the original's numbers. */
function secondCopy(figure: FigureView, number: number): FigureView {
  const prefix = `note-${number}-`;
  const rename = (svg: string) =>
    svg.replace(/ id="([^"]+)"/g, ` id="${prefix}$1"`)
      .replace(/url\(#([^)]+)\)/g, `url(#${prefix}$1)`)
      .replace(/ (xlink:href|href)="#([^"]+)"/g, ` $1="#${prefix}$2"`)
      .replace(/ aria-(labelledby|describedby)="([^"]+)"/g, (_, name: string, ids: string) =>
        ` aria-${name}="${ids.split(" ").map((id) => prefix + id).join(" ")}"`);
  return {
    ...figure,
    id: `${prefix}${figure.id}`,
    wide: { ...figure.wide, svg: rename(figure.wide.svg) },
    medium: { ...figure.medium, svg: rename(figure.medium.svg) },
    narrow: { ...figure.narrow, svg: rename(figure.narrow.svg) },
    asked: undefined,
    besides: [],
    table: { ...figure.table, rows: [] },
  };
}
