import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Chart } from "../../charts/chart.ts";
import { renderSvg } from "../../charts/render.ts";

/** Raise it whenever `renderSvg` draws the same chart otherwise. */
const rendererVersion = 1;
const folder = join("node_modules", ".cache", "drillbook", "charts");

/** What drawing a chart needs of the world. */
export interface ChartEffects {
  render(chart: Chart): Promise<string>;
  read(path: string): Promise<string>;
  write(path: string, text: string): Promise<void>;
}

const systemEffects: ChartEffects = { render: renderSvg, read: (path) => readFile(path, "utf8"), write: writeWhole };

/** The SVG of a chart, drawn once for each content. A cache that cannot be read or written costs time and nothing else. */
export async function drawChart(chart: Chart, effects: ChartEffects = systemEffects): Promise<string> {
  const content = JSON.stringify([rendererVersion, chart]);
  const path = join(folder, `${createHash("sha256").update(content).digest("hex")}.svg`);
  try {
    return await effects.read(path);
  } catch {
    const svg = await effects.render(chart);
    await effects.write(path, svg).catch(() => undefined);
    return svg;
  }
}

async function writeWhole(path: string, text: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const unfinished = `${path}.${createHash("sha256").update(text).digest("hex").slice(0, 8)}.tmp`;
  await writeFile(unfinished, text);
  await rename(unfinished, path);
}
