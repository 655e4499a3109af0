import { readRepetitions } from "./repetitions.ts";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import type { Browser, Page } from "playwright-core";
import { median } from "../../src/core/statistics.ts";
import { openBrowser } from "../e2e/browser.ts";
import { serveFolder } from "../../src/lab/serve-folder.ts";
import { buildSite } from "../site/built-book.ts";
import { writeSession } from "../site/write-session.ts";
import { workloadSession } from "./workload-session.ts";

// How long a reader waits in the explore page: from the click to the chart on the screen, in headless Chromium.
const usage = `Usage: node tests/bench/explore.bench.ts [REPETITIONS]

Asks each query once in a page that was just loaded and REPETITIONS times more (7 unless said); ends with 1 where the goal is missed.
`;
const repetitions = readRepetitions(usage, 7);

/** ms from the click to the first frame that shows the chart. */
const goal = 300;

const queries = [
  "queue_depth",
  "rate(http_requests_total[1m])",
  "sum by (path, code) (rate(http_requests_total[1m]))",
  "histogram_quantile(0.95, sum by (le, path) (rate(http_request_duration_seconds_bucket[1m])))",
  'sum(rate(http_requests_total{code=~"5.."}[5m])) / sum(rate(http_requests_total[5m]))',
  "topk(5, sum by (instance, path) (rate(http_requests_total[1m])))",
];

/** Asks the query that is in the field; ms until the chart is drawn, and until it is on the screen. */
async function click(page: Page): Promise<readonly [drawn: number, shown: number]> {
  return await page.evaluate(() => {
    const { promise, resolve } = Promise.withResolvers<readonly [number, number]>();
    const begun = performance.now();
    new MutationObserver((_, observer) => {
      observer.disconnect();
      const drawn = performance.now() - begun;
      // The first frame carries the chart, the second begins once it is painted.
      requestAnimationFrame(() => requestAnimationFrame(() => resolve([drawn, performance.now() - begun])));
    }).observe(document.getElementById("frame") as Element, { childList: true });
    document.querySelector<HTMLElement>(".go")?.click();
    return promise;
  });
}

async function load(browser: Browser, url: string): Promise<{ page: Page; ready: number }> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const begun = performance.now();
  await page.goto(url);
  await page.waitForFunction(() => /are read/.test(document.getElementById("state")?.textContent ?? ""));
  return { page, ready: performance.now() - begun };
}

async function measure(browser: Browser, url: string, query: string) {
  const { page, ready } = await load(browser, url);
  await page.fill("#query", query);
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => document.getElementById("explanation")?.textContent !== "");
  const first = await click(page);
  const again: number[] = [];
  for (let run = 0; run < repetitions; run++) again.push((await click(page))[1]);
  const words = await page.locator("#state").innerText();
  await page.close();
  return { ready, first, again: median(again) ?? NaN, words };
}

const book = await mkdtemp(join(tmpdir(), "drillbook-bench-"));
await mkdir(join(book, "content", "plans"), { recursive: true });
let browser: Browser | undefined;
let out = "";
try {
  const session = workloadSession();
  await writeSession(book, session);
  browser = await openBrowser();
  out = await buildSite(book);
  const server = await serveFolder(out);
  const url = `${server.url}/sessions/${session.head.id}/explore/index.html`;
  const samples = session.series.reduce((sum, { values }) => sum + values.length, 0);
  process.stdout.write(
    `explore page, ${session.series.length} series, ${samples} samples, step 15 s, in headless Chromium\n`,
  );
  for (const query of queries) {
    const { ready, first: [drawn, shown], again, words } = await measure(browser, url, query);
    const verdict = Math.max(shown, again) <= goal ? "within" : "OVER";
    if (verdict === "OVER") process.exitCode = 1;
    process.stdout.write(
      `  first ${shown.toFixed(0).padStart(4)} ms (drawn after ${drawn.toFixed(0)}), then ${
        again.toFixed(0).padStart(4)
      } ms: ` +
        `${verdict} the goal of ${goal} ms; loaded in ${ready.toFixed(0)} ms\n    ${query}\n    ${words}\n`,
    );
  }
  await server.close();
} catch (error) {
  if (browser !== undefined) throw error;
  process.stderr.write(`explore page: not measured. ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
} finally {
  await browser?.close();
  for (const folder of [book, out]) if (folder !== "") await rm(folder, { recursive: true, force: true });
}
