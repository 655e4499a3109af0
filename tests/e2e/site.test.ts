import assert from "node:assert/strict";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { buildSite, ids, writeBook } from "../site/built-book.ts";
import { openBrowser } from "./browser.ts";
import { serveFolder } from "../../src/lab/serve-folder.ts";

let book = "";
let out = "";
let browser: Browser;
const sessionPath = `sessions/${ids.drill}/index.html`;

before(async () => {
  book = await writeBook();
  out = await buildSite(book);
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  for (const folder of [book, out]) if (folder !== "") await rm(folder, { recursive: true, force: true });
});

/** Opens a page in a new context; answers what went wrong on it and what it asked for. */
async function open(url: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const problems: string[] = [];
  const requests: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("requestfailed", (request) => problems.push(`failed: ${request.url()}`));
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(url);
  return { page, problems, requests };
}

const fileUrl = (path: string) => pathToFileURL(join(out, path)).href;
const sidewaysScroll = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

test("the site works from file://: no complaint of the policy, nothing from outside, links lead on", async () => {
  const { page, problems, requests } = await open(fileUrl("index.html"));
  await page.click(".entry-title a");
  await page.waitForURL(/sessions/);
  assert.match(await page.title(), /Losing worker-1/);
  assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector("main")!).maxWidth), "1128px");
  await page.click(".place a");
  await page.waitForURL(/plans/);
  await page.click(".wordmark");
  await page.waitForURL(/index\.html$/);
  assert.deepEqual(problems, []);
  assert.deepEqual(requests.filter((url) => !url.startsWith("file:")), []);
  await page.context().close();
});

test("the site works below a path of a server", async () => {
  const server = await serveFolder(await siteBelow("some/path"));
  try {
    const { page, problems } = await open(`${server.url}/some/path/${sessionPath}`);
    assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector("main")!).maxWidth), "1128px");
    assert.deepEqual(problems, []);
    await page.context().close();
  } finally {
    await server.close();
  }
});

test("nothing scrolls sideways at 360, 768 and 1280 px", async () => {
  for (const width of [360, 768, 1280]) {
    for (
      const path of [
        "index.html",
        sessionPath,
        `sessions/${ids.hostile}/index.html`,
        "plans/worker-loss/index.html",
        "404.html",
      ]
    ) {
      const { page } = await open(fileUrl(path), { viewport: { width, height: 800 } });
      await page.evaluate(() => document.querySelectorAll("details").forEach((details) => details.open = true));
      assert.ok(await sidewaysScroll(page) <= 0, `${path} at ${width} px`);
      await page.context().close();
    }
  }
});

test("the objective table is a list by phase at 360 px", async () => {
  const { page } = await open(fileUrl(sessionPath), { viewport: { width: 360, height: 800 } });
  const top = (selector: string) => page.locator(selector).first().evaluate((node) => node.getBoundingClientRect().top);
  const places = [
    await top("thead .phase-all"),
    await top("tbody .phase-all"),
    await top("thead .phase-0"),
    await top("tbody .phase-0"),
    await top("thead .phase-1"),
  ];
  assert.deepEqual(places, [...places].sort((a, b) => a - b));
  await page.context().close();
});

test("an offset of minutes keeps clear of the time beside it at every width", async () => {
  for (const width of [360, 768, 1280]) {
    const { page } = await open(fileUrl(sessionPath), { viewport: { width, height: 800 } });
    const gaps = await page.locator(".story li").evaluateAll((items) =>
      items.map((item) => {
        const [offset, instant] = [item.querySelector(".offset")!, item.querySelector(".instant")!];
        offset.textContent = "+12 min 13 s";
        return [offset, instant].map((each) => {
          const range = document.createRange();
          range.selectNodeContents(each);
          return range.getBoundingClientRect();
        });
      }).map(([offset, instant]) => instant!.left - offset!.right)
    );
    assert.ok(gaps.length > 3 && gaps.every((gap) => gap >= 8), `${width} px: ${gaps.join()}`);
    await page.context().close();
  }
});

test("everything is readable without JavaScript, and figures open to their evidence", async () => {
  const { page } = await open(fileUrl(sessionPath), { javaScriptEnabled: false });
  const cell = page.locator(".figure-details").first();
  assert.equal(await cell.locator(".evidence").isVisible(), false);
  await cell.locator("summary").click();
  assert.equal(await cell.locator(".evidence").isVisible(), true);
  assert.match(await cell.locator(".evidence").innerText(), /Judged[^]*Source[^]*Seen/);
  await page.context().close();
});

test("Escape closes the evidence and leaves the focus on its figure", async () => {
  const { page } = await open(fileUrl(sessionPath));
  const summary = page.locator(".figure-details summary").first();
  await summary.click();
  assert.equal(await page.locator(".evidence:visible").count(), 1);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".evidence:visible").count(), 0);
  assert.equal(await summary.evaluate((node) => node === document.activeElement), true);
  await page.context().close();
});

test("each width shows one drawing of a chart, and nothing to press on a phone is small", async () => {
  for (const [width, variant] of [[360, "narrow"], [768, "medium"], [1280, "wide"]] as const) {
    const { page } = await open(fileUrl(sessionPath), { viewport: { width, height: 800 } });
    const shown = await page.locator(".frame:visible").evaluateAll((frames) =>
      frames.map(({ className }) => className)
    );
    assert.ok(shown.length > 5 && shown.every((name) => name === `frame ${variant}`), shown.join());
    if (width === 360) {
      const low = await page.locator("summary:visible, .on-page a, .top a, .theme").evaluateAll((nodes) =>
        nodes.filter((node) => node.getBoundingClientRect().height < 40).map((node) => node.outerHTML.slice(0, 80))
      );
      assert.deepEqual(low, []);
    }
    await page.context().close();
  }
});

test("the 404 page is styled at any depth of a server, without a complaint of the policy about its style", async () => {
  const server = await serveFolder(out);
  try {
    const { page, problems } = await open(`${server.url}/sessions/gone/deeper/index.html`);
    assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector("main")!).maxWidth), "1128px");
    assert.deepEqual(problems.filter((problem) => /style|policy/i.test(problem)), []);
    await page.context().close();
  } finally {
    await server.close();
  }
});

test("the book's filter leaves the entries that hold every word", async () => {
  const { page } = await open(fileUrl("index.html"));
  await page.fill("#filter-text", "losing WORKER broken");
  assert.equal(await page.locator(".entry:visible").count(), 1);
  assert.match(await page.locator("output").innerText(), /1 of 5/);
  await page.fill("#filter-text", "");
  assert.equal(await page.locator(".entry:visible").count(), 5);
  await page.context().close();
});

test("the theme switch changes the ground and remembers", async () => {
  const { page } = await open(fileUrl("index.html"), { colorScheme: "light" });
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  assert.equal(await ground(), "rgb(251, 250, 247)");
  await page.click(".theme");
  await page.click(".theme");
  assert.equal(await ground(), "rgb(20, 23, 28)");
  await page.reload();
  assert.equal(await ground(), "rgb(20, 23, 28)");
  await page.context().close();
});

test("a chart reads out its values under the pointer and under the arrow keys", async () => {
  const { page } = await open(fileUrl(sessionPath));
  const frame = page.locator("#chart-response-time .frame.wide");
  const box = await frame.boundingBox();
  await frame.hover({ position: { x: (box?.width ?? 0) / 2, y: 60 } });
  const readout = page.locator("#chart-response-time .readout").first();
  assert.match(await readout.innerText(), /^23:\d\d:\d\d\.\d UTC · .+/);
  await page.mouse.move(0, 0);
  await frame.focus();
  await page.keyboard.press("ArrowRight");
  const first = await readout.innerText();
  await page.keyboard.press("ArrowRight");
  assert.notEqual(await readout.innerText(), first);
  await page.context().close();
});

test("times tell the reader's own zone on hover", async () => {
  const { page } = await open(fileUrl(sessionPath), { timezoneId: "Asia/Tokyo", locale: "en-GB" });
  assert.match(await page.locator("header time").getAttribute("title") ?? "", /23 Nov 2026.*08:16:12.*your time/);
  await page.context().close();
});

test("the first press of Tab offers to skip to the content, and focus is seen", async () => {
  const { page } = await open(fileUrl(sessionPath));
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Skip to the content");
  assert.ok((await page.locator(".skip").boundingBox())!.y >= 0);
  await page.keyboard.press("Tab");
  assert.notEqual(await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle), "none");
  await page.context().close();
});

test("print keeps verdict and table on the first page and disclosures closed", async () => {
  const { page } = await open(fileUrl(sessionPath));
  await page.emulateMedia({ media: "print" });
  await page.locator(".figure-details").first().evaluate((node) => (node as HTMLDetailsElement).open = true);
  assert.equal(await page.locator(".figure-details .evidence").first().isVisible(), false);
  assert.equal(await page.locator(".theme").isVisible(), false);
  await page.setViewportSize({ width: 680, height: 980 });
  const bottom = await page.locator(".objectives").evaluate((node) => node.getBoundingClientRect().bottom);
  assert.ok(bottom < 980, `the table ends at ${bottom} px of A4's 980`);
  assert.ok((await page.pdf({ preferCSSPageSize: true })).length > 10_000);
  await page.context().close();
});

async function siteBelow(path: string): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "drillbook-served-"));
  await cp(out, join(root, path), { recursive: true });
  return root;
}
