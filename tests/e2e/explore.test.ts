import assert from "node:assert/strict";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { formatAddress } from "../../src/explore/address.ts";
import { drillStart } from "../fixtures/drill.ts";
import { buildSite, ids, writeBook } from "../site/built-book.ts";
import { openBrowser } from "./browser.ts";
import { type ServedFolder, serveFolder } from "../../src/lab/serve-folder.ts";

let book = "";
let out = "";
let root = "";
let server: ServedFolder;
let browser: Browser;
const explorePath = `sessions/${ids.drill}/explore/index.html`;
const session = { interval: { start: drillStart, end: drillStart + 300_000 }, step: 5_000 };
const traffic = 'sum by (code) (rate(traefik_entrypoint_requests_total{entrypoint="web"}[1m]))';

before(async () => {
  book = await writeBook();
  out = await buildSite(book);
  root = await mkdtemp(join(tmpdir(), "drillbook-served-"));
  await cp(out, join(root, "some", "path"), { recursive: true });
  server = await serveFolder(root);
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  server?.close();
  for (const folder of [book, out, root]) if (folder !== "") await rm(folder, { recursive: true, force: true });
});

/** Opens an address in a new context; answers what went wrong on it. */
async function open(url: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(String(error)));
  await page.goto(url);
  return { page, problems };
}

/** Opens the explore page below a path of a server, perhaps with a query, and waits until it has read the samples. */
async function explore(query = "", options: BrowserContextOptions = {}) {
  const when = { kind: "range", ...session.interval, step: session.step } as const;
  const address = query === "" ? "" : formatAddress({ query, when }, session);
  const opened = await open(`${server.url}/some/path/${explorePath}${address}`, options);
  await opened.page.waitForFunction(() =>
    /are read|computed/.test(document.getElementById("state")?.textContent ?? "")
  );
  return opened;
}

const answered = (page: Page, words: RegExp) =>
  page.waitForFunction(
    (source) => new RegExp(source).test(document.getElementById("state")?.textContent ?? ""),
    words.source,
  );
const lines = (page: Page) => page.locator("#frame path[data-name]").count();

test("a query that is typed is completed, asked with Enter and drawn, without a complaint of the policy", async () => {
  const { page, problems } = await explore();
  const field = page.getByRole("combobox", { name: "Query in PromQL" });
  await field.click();
  await page.keyboard.type("sum by (co");
  assert.equal(await field.getAttribute("aria-expanded"), "true");
  assert.equal(await page.getByRole("option", { selected: true }).locator("code").innerText(), "code");
  await page.keyboard.press("Tab");
  await page.keyboard.type(") (rat");
  await page.keyboard.press("Enter");
  await page.keyboard.type("traefik_entrypoint_requests_t");
  await page.keyboard.press("Enter");
  await page.keyboard.type("{entry");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await page.keyboard.type("}[1m]))");
  assert.equal(await field.inputValue(), traffic);
  assert.equal(await field.getAttribute("aria-expanded"), "false");
  await page.keyboard.press("Enter");
  await answered(page, /^2 series at 61 instants/);
  assert.equal(await lines(page), 2);
  const drawing = await page.locator("#frame").innerHTML();
  for (const words of [">baseline<", ">worker-1 halted<", ">200<", ">504<"]) assert.ok(drawing.includes(words), words);
  assert.deepEqual(await page.locator("#table tbody th").allInnerTexts(), ['{code="200"}', '{code="504"}']);
  assert.equal(new URL(page.url()).searchParams.get("query"), traffic);
  assert.deepEqual(problems, []);
  await page.context().close();
});

test("completion is moved through with arrows, chosen by pointer, called with Ctrl-Space, and left with Escape", async () => {
  const { page } = await explore();
  const selected = () => page.getByRole("option", { selected: true }).locator("code").innerText();
  await page.click("#query");
  await page.keyboard.press("Control+Space");
  const first = await selected();
  await page.keyboard.press("ArrowDown");
  assert.notEqual(await selected(), first);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  assert.equal(await selected(), await page.locator("#completions li").last().locator("code").innerText());
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#completions li").count(), 0);
  await page.keyboard.type("su");
  await page.getByRole("option", { name: "sum_over_time" }).click();
  assert.equal(await page.inputValue("#query"), "sum_over_time(");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "query");
  await page.context().close();
});

test("an error is told below the query, marked in it, and goes when the query is mended", async () => {
  const { page } = await explore();
  await page.fill("#query", "sum(rat(up))");
  await page.keyboard.press("Escape");
  await page.waitForSelector("#under .marked");
  assert.equal(await page.locator("#under .marked").innerText(), "rat");
  assert.match(await page.locator("#problem").innerText(), /unknown function with name "rat" \(column 5\)/);
  assert.equal(await page.locator("#query").getAttribute("aria-invalid"), "");
  assert.match(await page.locator("#query").getAttribute("aria-describedby") ?? "", /problem/);
  await page.fill("#query", "sum(up)");
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => document.getElementById("explanation")?.textContent !== "");
  assert.equal(await page.locator("#problem").isVisible(), false);
  assert.equal(await page.locator("#explanation").innerText(), 'The sum of "up".');
  await page.context().close();
});

test("what the engine refuses is told in place of an answer", async () => {
  const { page } = await explore("up");
  assert.equal(await page.locator("#answer").isVisible(), true);
  await page.fill("#query", "");
  await page.click("#query");
  await page.keyboard.type("up + on () traefik_entrypoint_requests_total");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() =>
    /matching|multiple|duplicate/.test(document.getElementById("problem")?.textContent ?? "")
  );
  assert.equal(await page.locator("#answer").isVisible(), false);
  // Longer than the page waits before it looks at what was typed.
  await page.waitForTimeout(500);
  assert.equal(await page.locator("#problem").isVisible(), true);
  await page.context().close();
});

test("an address that cannot be read is told, and asks over the whole session", async () => {
  const { page } = await open(`${server.url}/some/path/${explorePath}?query=up&start=noon`);
  await answered(page, /^1 series at 61 instants/);
  assert.match(await page.locator("#address-trouble").innerText(), /Cannot read instant "noon"/);
  await page.context().close();
});

test("an address of which nothing can be read is told whole, whatever is wrong with the query too", async () => {
  const { page } = await open(`${server.url}/some/path/${explorePath}?query=sum(&start=nonsense&step=xx`);
  await page.waitForSelector("#problem:not([hidden])");
  assert.match(await page.locator("#address-trouble").innerText(), /"nonsense"[^]*"xx"/);
  await page.context().close();
});

test("what was not recorded is told above the answer, and where that is empty", async () => {
  const { page } = await explore("sum(traefik_entrypoint_requests_total)");
  assert.equal(
    await page.locator("#doubts").innerText(),
    "The query asks for traefik_entrypoint_requests_total, of which not all was recorded, and the archive holds only " +
      'traefik_entrypoint_requests_total{entrypoint="web"}.',
  );
  const heights = await page.locator("#doubts, #chart").evaluateAll((nodes) =>
    nodes.map((node) => node.getBoundingClientRect().top)
  );
  assert.ok(heights[0]! < heights[1]!);
  await page.fill("#query", 'traefik_entrypoint_requests_total{entrypoint="websecure"}');
  await page.click(".go");
  await page.waitForSelector("#empty:not([hidden])");
  assert.match(await page.locator("#empty").innerText(), /cannot be told, since not all that the query asks for/);
  assert.equal(await page.locator("#doubts").isVisible(), true);
  await page.fill("#query", "up");
  await page.click(".go");
  await answered(page, /^1 series/);
  assert.equal(await page.locator("#doubts").isVisible(), false);
  await page.context().close();
});

test("a range beyond the session says so, and draws what lies beyond as such", async () => {
  const { page } = await explore("up");
  await page.fill("#end", "23:25");
  await page.click(".go");
  await answered(page, /at 106 instants/);
  assert.match(
    await page.locator("#doubts").innerText(),
    /outside the session, which lasts from 2026-11-22 23:16:12 UTC to/,
  );
  assert.match(await page.locator("#frame").innerHTML(), />after the session</);
  await page.context().close();
});

test("an answer to something else than what stands in the fields is dim and named by its own question", async () => {
  const { page } = await explore("up");
  const outdated = page.locator("#outdated");
  assert.equal(await outdated.isVisible(), false);
  await page.fill("#step", "fast");
  await page.click(".go");
  assert.equal(await page.locator("#when-problem").isVisible(), true);
  assert.match(
    await outdated.innerText(),
    /not to what stands above, but to\s+up\s+from 2026-11-22 23:16:12 UTC to .* every 5s\.$/,
  );
  assert.equal(await page.locator("#chart").evaluate((node) => getComputedStyle(node).opacity), "0.45");
  await page.fill("#step", "5s");
  assert.equal(await outdated.isVisible(), false);
  await page.fill("#query", "sum(");
  assert.equal(await outdated.isVisible(), true);
  await page.fill("#query", "sum(up)");
  await page.click(".go");
  await answered(page, /^1 series/);
  assert.equal(await outdated.isVisible(), false);
  await page.context().close();
});

test("the operator that is typed after a completed label is not there twice", async () => {
  const { page } = await explore();
  const typed = async (keys: string) => {
    await page.fill("#query", "");
    await page.click("#query");
    await page.keyboard.type("traefik_entrypoint_requests_total{entry");
    await page.keyboard.press("Tab");
    await page.keyboard.type(keys);
    return (await page.inputValue("#query")).replace("traefik_entrypoint_requests_total", "");
  };
  assert.equal(await typed('="web"}'), '{entrypoint="web"}');
  assert.equal(await typed('=~"w.*"}'), '{entrypoint=~"w.*"}');
  assert.equal(await typed('!="web"}'), '{entrypoint!="web"}');
  assert.equal(await typed('"web"}'), '{entrypoint="web"}');
  await page.context().close();
});

test("fields take the names of phases and marks", async () => {
  const { page } = await explore("up");
  await page.fill("#start", "worker-1 halted");
  await page.fill("#end", "one worker");
  await page.click(".go");
  await answered(page, /^1 series/);
  assert.match(page.url(), /start=2026-11-22T23%3A17%3A14Z&end=/);
  await page.context().close();
});

test("a value at an instant is shown as exactly as in a terminal, and in full on hover", async () => {
  const { page } = await explore("vector(2) / 3");
  await page.getByLabel("at an instant").check();
  await answered(page, /at 2026-11-22 23:21:12 UTC/);
  const cell = page.locator("#table tbody td");
  assert.deepEqual([await cell.innerText(), await cell.getAttribute("title")], ["0.666667", "0.6666666666666666"]);
  await page.context().close();
});

test("the address without a slash at its end leads to the page too, and is mended", async () => {
  const bare = await serveFolder(out);
  const { page, problems } = await open("about:blank");
  // As servers do that know the page by this address too, without leading elsewhere.
  await page.route("**/explore?query=up", (route) => route.fulfill({ path: join(out, explorePath) }));
  await page.goto(`${bare.url}/sessions/${ids.drill}/explore?query=up`);
  await answered(page, /^1 series/);
  assert.equal(page.url(), `${bare.url}/sessions/${ids.drill}/explore/?query=up`);
  assert.match(
    await page.locator(".explore .lead a").evaluate((node) => (node as HTMLAnchorElement).href),
    /worker-loss\/index\.html$/,
  );
  assert.deepEqual(problems, []);
  await page.context().close();
  await bare.close();
});

test("the text lies exactly over its colours, whatever it is and however many lines it has", async () => {
  const { page } = await explore("", { viewport: { width: 500, height: 900 } });
  await page.fill("#query", `${traffic}\n  / 2 # half\n${"long_".repeat(40)}\n`);
  const sizes = await page.locator("#query").evaluate((
    field,
  ) => [field.scrollHeight, field.clientHeight, field.scrollTop]);
  assert.equal(sizes[0], sizes[1]);
  assert.ok(sizes[1]! > 150, `${sizes[1]} px`);
  assert.equal(
    await page.locator("#under").innerText().then((text) => text.replace(/\u200b/, "")),
    await page.inputValue("#query"),
  );
  await page.context().close();
});

test("with several lines Enter writes a line, and Ctrl-Enter asks", async () => {
  const { page } = await explore();
  await page.click("#query");
  await page.keyboard.type("sum(");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("up");
  await page.keyboard.press("Enter");
  await page.keyboard.type(")");
  assert.equal(await page.inputValue("#query"), "sum(\nup\n)");
  await page.keyboard.press("Control+Enter");
  await answered(page, /^1 series/);
  await page.context().close();
});

test("a link that was copied opens the same question in another tab", async () => {
  const { page } = await explore(traffic, { permissions: ["clipboard-read", "clipboard-write"] });
  await page.selectOption("#phase", { label: "one worker" });
  await answered(page, /at 19 instants/);
  await page.click("#copy-link");
  await page.waitForSelector("#copied-link:not(:empty)");
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const { page: second } = await open(link);
  await answered(second, /^2 series at 19 instants/);
  assert.equal(await second.inputValue("#query"), traffic);
  assert.equal(await second.inputValue("#start"), "23:17:12");
  assert.equal(await second.locator("#phase option:checked").innerText(), "one worker");
  await Promise.all([page, second].map((each) => each.context().close()));
});

test("back and forward return to earlier questions and their answers", async () => {
  const { page } = await explore();
  await page.getByRole("link", { name: "Requests by code" }).click();
  await answered(page, /^2 series/);
  await page.getByRole("link", { name: "Targets up" }).click();
  await answered(page, /^1 series/);
  assert.equal(await page.inputValue("#query"), "up");
  await page.goBack();
  await answered(page, /^2 series/);
  assert.equal(await page.inputValue("#query"), traffic);
  await page.goBack();
  await page.waitForFunction(() => document.getElementById("answer")?.hidden);
  assert.equal(await page.inputValue("#query"), "");
  await page.goForward();
  await answered(page, /^2 series/);
  assert.deepEqual(await page.locator("#asked-list code").allInnerTexts(), ["up"]);
  await page.context().close();
});

test("a question at an instant is answered by a table, at a mark by its name", async () => {
  const { page } = await explore("up");
  await page.getByLabel("at an instant").check();
  await answered(page, /^1 series at 2026-11-22 23:21:12 UTC/);
  await page.selectOption("#mark", { label: "worker-1 halted" });
  await answered(page, /^1 series at 2026-11-22 23:17:14 UTC/);
  assert.equal(await page.locator("#chart").isVisible(), false);
  assert.equal(await page.locator("#table tbody td").innerText(), "1");
  assert.match(page.url(), /&at=2026-11-22T23%3A17%3A14Z$/);
  await page.context().close();
});

test("fields that cannot be read say what can", async () => {
  const { page } = await explore("up");
  await page.fill("#start", "noon");
  await page.click(".go");
  assert.match(await page.locator("#when-problem").innerText(), /Cannot read instant "noon": expected a form such as/);
  await page.fill("#start", "+4m");
  await page.fill("#step", "1ms");
  await page.click(".go");
  assert.match(await page.locator("#when-problem").innerText(), /60001 steps[^]*a step of 1s or more/);
  await page.fill("#step", "1s");
  await page.click(".go");
  await answered(page, /at 61 instants/);
  await page.context().close();
});

test("another question stops the worker that is still at the first", async () => {
  const { page, problems } = await explore("up");
  const workers: unknown[] = [];
  page.on("worker", (worker) => workers.push(worker));
  await page.fill("#query", "quantile_over_time(0.5, vector(1)[1h:1ms])");
  await page.click(".go");
  await answered(page, /^Asking/);
  await page.fill("#query", traffic);
  await page.click(".go");
  await answered(page, /^2 series at 61 instants/);
  assert.equal(workers.length, 1);
  assert.equal(await lines(page), 2);
  assert.deepEqual(problems, []);
  await page.context().close();
});

test("an empty answer says why, and the remark on its query what is near", async () => {
  const { page } = await explore("traefik_entrypoint_request_total");
  assert.equal(await page.locator("#empty").innerText(), "No series: the archive holds no such metric.");
  assert.match(
    await page.locator("#remarks").innerText(),
    /no metric "traefik_entrypoint_request_total"; the nearest that it holds: "traefik_entrypoint_requests_total"$/m,
  );
  assert.equal(await page.locator("#table").isVisible(), false);
  await page.context().close();
});

test("the chart reads out its values under the pointer and under the keys, and the table lights its lines", async () => {
  const { page } = await explore(traffic);
  const box = await page.locator("#frame").boundingBox();
  await page.mouse.move((box?.x ?? 0) + 500, (box?.y ?? 0) + 150);
  assert.match(await page.locator("#reading").innerText(), /^23:\d\d:\d\d UTC · 200 .+ \/s · 504 /);
  await page.mouse.move(0, 0);
  await page.locator("#frame").focus();
  await page.keyboard.press("ArrowRight");
  const first = await page.locator("#reading").innerText();
  assert.match(first, /^23:16:12 UTC/);
  await page.keyboard.press("Shift+ArrowRight");
  assert.match(await page.locator("#reading").innerText(), /^23:17:02 UTC/);
  await page.locator("#table tbody tr").first().hover();
  assert.equal(await page.locator("#frame path.lit").getAttribute("data-name"), "line-0");
  await page.getByRole("button", { name: '{code="200"}' }).click();
  assert.equal(await page.getByRole("button", { name: '{code="200"}' }).getAttribute("aria-pressed"), "false");
  assert.equal(await page.locator('#frame path[data-name="line-0"]').getAttribute("stroke"), "var(--muted)");
  await page.context().close();
});

test("the table sorts by its heads, and its values are copied as CSV", async () => {
  const { page } = await explore(traffic, { permissions: ["clipboard-read", "clipboard-write"] });
  const names = () => page.locator("#table tbody th").allInnerTexts();
  await page.getByRole("button", { name: "max" }).click();
  assert.equal(await page.locator('#table th[aria-sort="descending"]').innerText(), "max ↓".slice(0, 3));
  const descending = await names();
  await page.getByRole("button", { name: "max" }).click();
  assert.deepEqual(await names(), descending.toReversed());
  await page.click("#copy-csv");
  await page.waitForSelector("#copied-csv:not(:empty)");
  const csv = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(csv, /^time,"\{code=""200""\}","\{code=""504""\}"\r?\n2026-11-22T23:16:/);
  await page.context().close();
});

test("the evidence of a figure leads to its query, asked over the judged interval", async () => {
  const { page } = await open(`${server.url}/some/path/sessions/${ids.drill}/index.html`);
  const cell = page.locator(".figure-details").nth(1);
  await cell.locator("summary").click();
  await cell.getByRole("link", { name: "Explore this query" }).click();
  await answered(page, /^1 series at \d+ instants/);
  assert.match(await page.inputValue("#query"), /traefik_entrypoint_request_duration_seconds_sum/);
  assert.equal(await page.inputValue("#start"), "23:17:22");
  assert.match(await page.locator("#frame").innerHTML(), />SLA &lt; 200 ms</);
  await page.context().close();
});

test("the page says so where the samples are missing or damaged", async () => {
  const { page } = await open(`${server.url}/some/path/${explorePath}`);
  await page.route("**/samples.jsonl", (route) => route.fulfill({ status: 404, body: "" }));
  await page.reload();
  await page.waitForSelector("#trouble:not([hidden])");
  assert.match(
    await page.locator("#trouble").innerText(),
    /the server answered 404 to "\.\.\/archive\/samples\.jsonl"/,
  );
  await page.route(
    "**/samples.jsonl",
    (route) => route.fulfill({ status: 200, body: '{"format":"drillbook samples"' }),
  );
  await page.reload();
  await page.waitForFunction(() => /line 1/.test(document.getElementById("trouble")?.textContent ?? ""));
  await page.route("**/samples.jsonl", (route) => route.abort());
  await page.reload();
  await page.waitForFunction(() => /could not be read/.test(document.getElementById("trouble")?.textContent ?? ""));
  await page.context().close();
});

test("opened as a file the page says what to run instead, and what its address asks, without a complaint", async () => {
  const { page, problems } = await open(`${pathToFileURL(join(out, explorePath)).href}?query=sum(up)`);
  assert.match(
    await page.locator("#closed").innerText(),
    /npm run preview[^]*npm run query -- 2026-11-22T231612Z-worker-loss 'sum\(up\)' --start 2026-11-22T23:16:12Z --end [^]*The address asks: sum\(up\)/,
  );
  assert.equal(await page.locator("#ask").isVisible(), false);
  assert.deepEqual(problems, []);
  await page.context().close();
});

test("hostile titles, marks and queries are words", async () => {
  const query = `{__name__="<img src=x onerror=alert(1)>"} or vector(1) # <script>alert(1)</script>`;
  const path = `some/path/sessions/${ids.hostile}/explore/index.html`;
  const { page, problems } = await open(`${server.url}/${path}?query=${encodeURIComponent(query)}`);
  await answered(page, /^1 series/);
  assert.equal(await page.inputValue("#query"), query);
  assert.equal(await page.locator(".explore img, .explore script").count(), 0);
  assert.ok((await page.locator("h1 + .lead a").innerText()).startsWith("<script>alert(1)"));
  assert.deepEqual(problems, []);
  await page.context().close();
});

test("without JavaScript the page says what to run instead, and shows the plan's queries", async () => {
  const { page } = await open(`${server.url}/some/path/${explorePath}`, { javaScriptEnabled: false });
  assert.match(await page.locator("noscript").innerText(), /Asking needs JavaScript[^]*npm run query/);
  assert.equal(await page.locator("#ask").isVisible(), false);
  assert.equal(await page.locator(".asks li").first().isVisible(), true);
  await page.context().close();
});

test("nothing scrolls sideways, and nothing to press on a phone is small, with an answer and with completions", async () => {
  for (const width of [360, 768, 1280]) {
    const { page } = await explore(traffic, { viewport: { width, height: 800 } });
    const sideways = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(await sideways() <= 0, `${width} px`);
    assert.match(
      await page.locator("#frame svg").getAttribute("viewBox") ?? "",
      { 360: /^0 0 360 /, 768: /^0 0 720 /, 1280: /^0 0 1080 / }[width]!,
    );
    if (width === 360) {
      const low = await page.locator(".explore button:visible, .fields :is(input, select):visible").evaluateAll((
        nodes,
      ) => nodes.filter((node) => node.getBoundingClientRect().height < 36).map((node) => node.outerHTML.slice(0, 80)));
      assert.deepEqual(low, []);
    }
    await page.fill("#query", "sum(rate(traefik_");
    assert.ok(await page.locator("#completions li").count() > 2);
    assert.ok(await sideways() <= 0, `completions at ${width} px`);
    await page.context().close();
  }
});

test("every control has a name, every id is there once, and what is described exists", async () => {
  const { page } = await explore(traffic);
  const faults = await page.evaluate(() => {
    const found: string[] = [];
    const named = (node: Element) =>
      node.getAttribute("aria-label") ?? (node instanceof HTMLInputElement || node instanceof HTMLSelectElement ||
          node instanceof HTMLTextAreaElement
        ? node.labels?.[0]?.textContent
        : node.textContent);
    for (
      const node of document.querySelectorAll(
        "button, input, select, textarea, [role=region], [role=group], [role=listbox]",
      )
    ) {
      if ((named(node) ?? "").trim() === "") found.push(node.outerHTML.slice(0, 100));
    }
    const ids = Array.from(document.querySelectorAll("[id]"), ({ id }) => id);
    found.push(...ids.filter((id, index) => ids.indexOf(id) !== index));
    for (const name of ["aria-controls", "aria-describedby", "aria-labelledby", "for"]) {
      for (const node of document.querySelectorAll(`[${name}]`)) {
        for (const id of (node.getAttribute(name) ?? "").split(" ")) if (!ids.includes(id)) found.push(`${name} ${id}`);
      }
    }
    return found;
  });
  assert.deepEqual(faults, []);
  await page.context().close();
});

test("print shows the query, the chart and the table on one page, and nothing to press", async () => {
  const { page } = await explore(traffic, { viewport: { width: 680, height: 980 } });
  await page.emulateMedia({ media: "print" });
  for (const id of ["under", "frame", "table"]) assert.equal(await page.locator(`#${id}`).isVisible(), true, id);
  for (const id of ["query", "start", "copy-csv"]) assert.equal(await page.locator(`#${id}`).isVisible(), false, id);
  assert.match(await page.locator("#frame svg").getAttribute("viewBox") ?? "", /^0 0 720 /);
  assert.ok(await page.locator("#table").evaluate((node) => node.getBoundingClientRect().bottom) < 980);
  await page.context().close();
});
