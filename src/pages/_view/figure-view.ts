import type { AskedView, BesideView, DrawingView, FigureView } from "../../components/view.ts";
import type { Chart, Readout } from "../../charts/chart.ts";
import type { Variant } from "../../charts/frame.ts";
import { drawChart } from "./chart-cache-fs.ts";

/** What a page says around a chart. */
export interface Surroundings {
  readonly id: string;
  readonly title: string;
  readonly words?: string;
  readonly remarks?: readonly string[];
  readonly asked?: AskedView;
  readonly besides?: readonly BesideView[];
}

/** A chart drawn for every width, with the words around it and the table behind it. */
export async function figureView(charts: Record<Variant, Chart>, surroundings: Surroundings): Promise<FigureView> {
  const { id, title, words = "", remarks = [], asked, besides = [] } = surroundings;
  return {
    id,
    title,
    words,
    wide: await drawingView(charts.wide),
    medium: await drawingView(charts.medium),
    narrow: await drawingView(charts.narrow),
    asked,
    besides,
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
