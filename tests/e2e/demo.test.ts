import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { demoBook, findPorts, printed, runDemo } from "../demo/demo-run.ts";
import { openBrowser } from "./browser.ts";

const plain = (text: string) => text.replace(/\s+/g, " ").trim();

/** What the demo's page shows to whoever follows the printed address, and what the browser complains of. */
async function lookAt(page: Page, address: string) {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  await page.goto(address);
  const heading = plain(await page.locator("h1").innerText());
  const phases = (await page.locator("table.objectives thead th").allInnerTexts()).map(plain);
  const charts = await page.locator("main svg").count();
  await page.getByRole("link", { name: "Ask this session" }).first().click();
  await page.waitForFunction(() => /are read|computed/.test(document.getElementById("state")?.textContent ?? ""));
  return { heading, phases, charts, complaints };
}

test("the demo's page opens in a browser from the address that it prints, and its explorer reads the session", async () => {
  const { book, remove } = await demoBook();
  const browser = await openBrowser();
  let seen: Awaited<ReturnType<typeof lookAt>> | undefined;
  try {
    const { code, output } = await runDemo(book, ["--port", String(await findPorts())], {
      async begun(print, end, isOver) {
        const [, address = ""] = await printed(print, /(http:\/\/127\.0\.0\.1:\d+\/sessions\/\S+)/, isOver);
        seen = await lookAt(await browser.newPage(), address);
        end("SIGINT");
      },
    });
    assert.equal(code, 0, output);
    assert.deepEqual(seen?.complaints, []);
    assert.equal(seen?.heading, "Demo: losing one worker, then both");
    assert.deepEqual(seen?.phases, [
      "Objective",
      "baseline",
      "worker-1 killed",
      "one worker",
      "worker-1 back",
      "both workers killed",
      "manager alone",
      "recovered",
      "over all",
    ]);
    assert.ok((seen?.charts ?? 0) > 10, `${seen?.charts} charts`);
  } finally {
    await browser.close();
    await remove();
  }
});
