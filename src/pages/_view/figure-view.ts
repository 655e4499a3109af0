import type { DrawingView, FigureView } from "../../components/view.ts";
import type { Chart, Readout } from "../../charts/chart.ts";
import { drawChart } from "./chart-cache-fs.ts";
import type { QueryView } from "./query-view.ts";

/** What a page says around a chart. */
export interface Surroundings extends Partial<QueryView> {
  readonly id: string;
  readonly title: string;
  readonly words?: string;
  readonly remarks?: readonly string[];
}

/** A chart drawn for both widths, with the words around it and the table behind it. */
export async function figureView(wide: Chart, narrow: Chart, surroundings: Surroundings): Promise<FigureView> {
  const { id, title, words = "", remarks = [], query = [], explanation = "" } = surroundings;
  return {
    id,
    title,
    words,
    wide: await drawingView(wide),
    narrow: await drawingView(narrow),
    query,
    explanation,
    remarks,
    table: { caption: `The numbers behind: ${title}`, ...wide.table },
  };
}

async function drawingView(chart: Chart): Promise<DrawingView> {
  return { svg: await drawChart(chart), readout: chart.readout === undefined ? "" : readoutText(chart.readout) };
}

function readoutText(readout: Readout): string {
  return JSON.stringify(readout);
}
