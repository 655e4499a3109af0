import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { type Browser, chromium, type Page } from "playwright-core";
import { program, root } from "../lab/commands.ts";
import { findParts } from "../lab/parts.ts";
import { drillFolder } from "../lab/truth.ts";
import { readEvidence } from "./evidence.ts";

const { report } = await readEvidence();
const site = path.join(drillFolder, "site");
const requested: string[] = [];
const complaints: string[] = [];
let browser: Browser;
let page: Page;

before(async () => {
  const env = { DRILLBOOK_BOOK: path.join(drillFolder, "book"), DRILLBOOK_OUT: site, ASTRO_TELEMETRY_DISABLED: "1" };
  const astro = path.join(root, "node_modules", "astro", "bin", "astro.mjs");
  const built = await program(process.execPath, [astro, "build"], env);
  assert.equal(built.code, 0, built.stdout + built.stderr);
  const { chromium: executablePath = "" } = await findParts();
  // Chromium refuses its own sandbox to root.
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.on("request", (request) => requested.push(request.url()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  await page.goto(pathToFileURL(path.join(site, "index.html")).href);
  requested.length = 0;
  await page.getByRole("link", { name: report.title }).first().click();
  await page.waitForURL(/sessions/);
});

after(async () => await browser?.close());

/** A text as a reader sees it: white space of any kind is one space. */
const plain = (text: string) => text.replace(/\s+/g, " ").trim();

async function pageText(): Promise<string> {
  return plain(await page.locator("main").innerText());
}

test("the session's page opens from the book and says what the report says", async () => {
  assert.equal(plain(await page.locator("h1").innerText()), plain(report.title));
  const text = await pageText();
  for (const sentence of [report.headline, ...report.summary]) assert.ok(text.includes(plain(sentence)), sentence);
  for (
    const { words, text: told } of [
      ...report.failovers.map(({ fault }) => ({ words: "fault", text: fault.label })),
      ...report.failovers.flatMap(({ story }) => story).map(({ text }) => ({ words: "story", text })),
      { words: "quorum", text: report.quorum?.sentence ?? "" },
    ]
  ) assert.ok(text.includes(plain(told)), `${words}: ${told}`);
});

test("the table shows each objective's verdict in each phase, in words", async () => {
  const words = { pass: "held", fail: "broken", inconclusive: "cannot tell" };
  const shown = await page.locator("table.objectives tbody tr").evaluateAll((rows) =>
    rows.map((row) => [...row.querySelectorAll("td")].map((cell) => cell.querySelector(".status")?.textContent ?? ""))
  );
  assert.deepEqual(
    shown.map((row) => row.map((cell) => plain(cell).replace(/^[^a-z]+/, ""))),
    report.objectives.map(({ phases, overall }) => [...phases, overall].map(({ verdict }) => words[verdict])),
  );
});

test("every chart of the page was drawn", async () => {
  const charts = await page.locator("main svg").count();
  assert.ok(charts >= report.objectives.length + report.panels.length + report.failovers.length, `${charts} charts`);
});

test("the page asks for nothing outside the site and complains of nothing", () => {
  assert.deepEqual(requested.filter((url) => !url.startsWith(pathToFileURL(site).href)), []);
  assert.deepEqual(complaints, []);
});

test("the page is at most 200 kB, compressed, with all that it asks for", async () => {
  const loaded = new Set(requested.map((url) => url.split("#")[0] ?? url));
  const sizes = await Promise.all([...loaded].map(async (url) => gzipSync(await readFile(new URL(url))).length));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  assert.ok(total > 0 && total <= 200_000, `${total} B in ${sizes.length} files`);
});
