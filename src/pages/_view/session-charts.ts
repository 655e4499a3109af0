import type { Chart } from "../../charts/chart.ts";
import { type Frame, frameOf } from "../../charts/frame.ts";
import { laneChart } from "../../charts/lanes.ts";
import { objectiveChart } from "../../charts/objective.ts";
import { panelChart } from "../../charts/panel.ts";
import { probeChart } from "../../charts/probe.ts";
import { ribbonChart } from "../../charts/ribbon.ts";
import { waterfallChart } from "../../charts/waterfall.ts";
import type { SessionCharts } from "../../components/page-view.ts";
import type { AskedView } from "../../components/view.ts";
import type { ReadEntry } from "./book-fs.ts";
import { type ExploreLinks, explorePath } from "./explore-path.ts";
import { planQueriesOf } from "./explore-view.ts";
import { figureView, type Surroundings } from "./figure-view.ts";
import { anchor } from "./links.ts";
import { queryView } from "./query-view.ts";
import { tiedWords } from "./tied-words.ts";

/** Draws the charts of a session in every width, each with what was asked for it. */
export async function sessionCharts(
  { session: { head }, report, catalog }: Pick<ReadEntry, "session" | "report" | "catalog">,
  session: ExploreLinks,
): Promise<SessionCharts> {
  const [wide, medium, narrow] = [frameOf(report, "wide"), frameOf(report, "medium"), frameOf(report, "narrow")];
  const draw = (chart: (frame: Frame) => Chart, surroundings: Surroundings) =>
    figureView({ wide: chart(wide), medium: chart(medium), narrow: chart(narrow) }, surroundings);
  const planQueries = planQueriesOf(head.plan);
  const asked = (query: string, title: string): AskedView => ({
    ...queryView(query, {
      catalog,
      planQuery: planQueries.find((each) => each.query === query && each.title === title),
    }),
    explore: explorePath(query, report.interval, session),
  });
  const hasLanes = report.swarm !== undefined || report.quorum !== undefined || report.alerts.length > 0;
  return {
    ribbon: await draw((frame) => ribbonChart(report, frame), { id: "ribbon", title: "The whole session" }),
    waterfalls: await Promise.all(
      report.failovers.map((failover, index) =>
        draw((frame) => prefixed(waterfallChart(failover, frame), `fault-${index + 1}`), {
          id: anchor("waterfall", String(index + 1)),
          title: `Steps from the fault: ${failover.fault.label}`,
          words: waterfallWords,
        })
      ),
    ),
    objectives: await Promise.all(
      report.objectives.map((objective) =>
        draw((frame) => objectiveChart(objective, frame), {
          id: objective.objective.id,
          title: objective.objective.title,
          words: tiedWords(objective.overall.because),
          remarks: objective.doubts.map(tiedWords),
          ...(objective.overall.evidence.query === undefined
            ? {}
            : { asked: asked(objective.overall.evidence.query, objective.objective.title) }),
          besides: objective.besides.flatMap(({ name, query }) =>
            query === undefined ? [] : [{ name, ...asked(query, "") }]
          ),
        })
      ),
    ),
    probes: await Promise.all(report.probes.map((probe) =>
      draw((frame) => probeChart(probe, frame), {
        id: `probe-${probe.name}`,
        title: `Probe: ${probe.name}`,
        words: `Each dot is one request to ${probe.url}, placed at the moment it was sent.`,
      })
    )),
    lanes: hasLanes
      ? await draw((frame) => laneChart(report, frame), {
        id: "lanes",
        title: "Who ran where",
        words: tiedWords(report.quorum?.sentence ?? ""),
      })
      : undefined,
    panels: await Promise.all(report.panels.map((panel) =>
      draw((frame) => panelChart(panel, frame), {
        id: panel.panel.id,
        title: panel.panel.title,
        remarks: [
          ...(panel.error === undefined ? [] : [panel.error]),
          ...panel.warnings,
        ],
        asked: asked(panel.panel.query, panel.panel.title),
      })
    )),
  };
}

const waterfallWords =
  "Hatched: wanted, but not yet running, or pending. A thin line before a bar: it began between two looks, in that time.";

/** Two faults may have one name; ids within a page may not. */
function prefixed(chart: Chart, prefix: string): Chart {
  return { ...chart, id: `${prefix}-${chart.id}` };
}
