import type { DrawingView, FigureView } from "../../components/view.ts";
import type { Chart, Readout } from "../../charts/chart.ts";
import type { Variant } from "../../charts/frame.ts";
import { drawChart } from "./chart-cache-fs.ts";
import type { QueryView } from "./query-view.ts";

/** What a page says around a chart. */
export interface Surroundings extends Partial<QueryView> {
  readonly id: string;
  readonly title: string;
  readonly words?: string;
  readonly remarks?: readonly string[];
}

/** A chart drawn for every width, with the words around it and the table behind it. */
export async function figureView(charts: Record<Variant, Chart>, surroundings: Surroundings): Promise<FigureView> {
  const { id, title, words = "", remarks = [], query = [], explanation = "" } = surroundings;
  return {
    id,
    title,
    words,
    wide: await drawingView(charts.wide),
    medium: await drawingView(charts.medium),
    narrow: await drawingView(charts.narrow),
    query,
    explanation,
    remarks,
    table: { caption: `The numbers behind: ${title}`, ...charts.wide.table },
  };
}

async function drawingView(chart: Chart): Promise<DrawingView> {
  return { svg: await drawChart(chart), readout: chart.readout === undefined ? "" : readoutText(chart.readout) };
}

function readoutText(readout: Readout): string {
  return JSON.stringify(readout);
}
