import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile, rm, stat } from "node:fs/promises";
import { dirname, join, normalize } from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { readBook } from "../../src/pages/_view/book-fs.ts";
import { buildSite, decode, filesBelow, hostileText, ids, recordingId, tagsOf, writeBook } from "./built-book.ts";

let book = "";
let out = "";
let pages: Map<string, string> = new Map();

const pageOf = (path: string) => pages.get(path) ?? assert.fail(`no page ${path}`);
const sessionPage = (id: string) => pageOf(`sessions/${id}/index.html`);

before(async () => {
  book = await writeBook();
  out = await buildSite(book);
  const paths = (await filesBelow(out)).filter((path) => path.endsWith(".html"));
  pages = new Map(
    await Promise.all(paths.map(async (path) => [path, await readFile(join(out, path), "utf8")] as const)),
  );
});

after(async () => {
  for (const folder of [book, out]) if (folder !== "") await rm(folder, { recursive: true, force: true });
});

test("the site has a page for the book, each session, each plan, and none found, and one to ask each session that can be read", () => {
  const readable: readonly string[] = [ids.drill, ids.hostile];
  assert.deepEqual([...pages.keys()], [
    "404.html",
    "index.html",
    "plans/worker-loss/index.html",
    ...Object.values(ids).sort().flatMap((id) => [
      ...(readable.includes(id) ? [`sessions/${id}/explore/index.html`] : []),
      `sessions/${id}/index.html`,
    ]),
  ]);
});

test("no page has inline script, inline style or a handler", () => {
  for (const [path, html] of pages) {
    // The 404 page may stand at any address, so it brings its style along; the policy allows it by its checksum.
    if (path !== "404.html") assert.doesNotMatch(html, /<style/i, path);
    for (const { name, attributes } of tagsOf(html)) {
      if (name === "script") assert.ok(attributes.has("src"), `${path}: inline script`);
      for (const attribute of attributes.keys()) {
        assert.ok(attribute !== "style" && !attribute.startsWith("on"), `${path}: <${name} ${attribute}>`);
      }
    }
  }
});

test("every page states a policy that allows its own files and nothing else", () => {
  for (const [path, html] of pages) {
    const policy = tagsOf(html).find(({ attributes }) => attributes.get("http-equiv") === "Content-Security-Policy");
    assert.match(
      policy?.attributes.get("content") ?? "",
      /^default-src 'none'; style-src 'self'(?: 'sha256-[\w+/=]+')?; script-src 'self'/,
      path,
    );
    assert.doesNotMatch(policy?.attributes.get("content") ?? "", /unsafe|https?:|\*/, path);
  }
});

test("nothing is loaded from outside, and every link and fragment leads somewhere", async () => {
  const files = new Set(await filesBelow(out));
  for (const [path, html] of pages) {
    const tags = tagsOf(html);
    for (const { name, attributes } of tags) {
      const target = attributes.get("src") ?? attributes.get("href");
      if (target === undefined || (name === "a" && /^https?:/.test(target))) continue;
      assert.doesNotMatch(target, /^([a-z]+:|\/)/i, `${path}: <${name}> loads or leads to ${target}`);
      const [address = "", fragment] = target.split("#");
      const [file = ""] = address.split("?");
      const aim = file === "" ? path : normalize(join(dirname(path), decodeURIComponent(file))).replaceAll("\\", "/");
      assert.ok(files.has(aim), `${path}: ${target} is no file of the site`);
      if (fragment === undefined) continue;
      const there = tagsOf(pages.get(aim) ?? "").some((tag) => tag.attributes.get("id") === fragment);
      assert.ok(there, `${path}: nothing has the id ${fragment}`);
    }
  }
});

test("no page uses an id twice", () => {
  for (const [path, html] of pages) {
    const seen = tagsOf(html).flatMap(({ attributes }) => attributes.get("id") ?? []);
    assert.deepEqual(seen.filter((id, index) => seen.indexOf(id) !== index), [], path);
  }
});

test("a session page with its style, script and drawings is at most 200 kB gzipped", async () => {
  const html = sessionPage(ids.drill);
  const charts = html.split('class="frame wide"').length - 1;
  const size = gzipSync(html).length + await gzippedSize(assetsOf(`sessions/${ids.drill}/index.html`));
  assert.ok(charts >= 8, `${charts} charts`);
  assert.ok(size <= 200_000, `${size} B`);
});

/** The style and the scripts that a page loads. */
function assetsOf(path: string): string[] {
  const targets = tagsOf(pageOf(path)).flatMap(({ name, attributes }) =>
    name === "script" || name === "link" ? attributes.get("src") ?? attributes.get("href") ?? [] : []
  );
  return targets.map((target) => join(dirname(path), target)).filter((target) => /\.(css|js)$/.test(target));
}

async function gzippedSize(paths: readonly string[]): Promise<number> {
  const texts = await Promise.all(paths.map((path) => readFile(join(out, path))));
  return texts.reduce((sum, text) => sum + gzipSync(text, { level: 9 }).length, 0);
}

test("a session page loads nothing of what the explore page computes with", () => {
  const names = assetsOf(`sessions/${ids.drill}/index.html`).join();
  assert.match(names, /site\.[^,]*css/);
  assert.doesNotMatch(names, /explore/);
  assert.doesNotMatch(sessionPage(ids.drill), /samples\.jsonl[^<]*"[^>]*data-samples|data-worker/);
});

const explorePath = `sessions/${ids.drill}/explore/index.html`;
const exploreRoot = () => tagsOf(pageOf(explorePath)).find(({ attributes }) => attributes.get("id") === "explore");

test("the scripts of the explore page, its worker included, are at most 200 kB gzipped", async () => {
  const worker = join(dirname(explorePath), exploreRoot()?.attributes.get("data-worker") ?? assert.fail("no worker"));
  const scripts = [...assetsOf(explorePath).filter((path) => path.endsWith(".js")), worker];
  const size = await gzippedSize(scripts);
  assert.equal(new Set(scripts).size, 3, scripts.join());
  assert.ok(size <= 200_000 && size > 20_000, `${size} B`);
});

test("the explore page finds the samples beside it, and tells its script of phases, faults and promises", async () => {
  const { attributes } = exploreRoot() ?? assert.fail("no root");
  assert.ok((await stat(join(out, dirname(explorePath), attributes.get("data-samples") ?? ""))).isFile());
  const subject = JSON.parse(attributes.get("data-subject") ?? "");
  assert.deepEqual(subject.phases.map(({ name }: { name: string }) => name).slice(0, 2), ["baseline", "one worker"]);
  assert.equal(subject.step, 5_000);
  assert.equal(subject.options.rules, 2);
  assert.ok(subject.selectors.includes('traefik_entrypoint_requests_total{entrypoint="web"}'));
  assert.deepEqual([subject.id, subject.losses], [ids.drill, []]);
  assert.deepEqual(subject.queries.map(({ title }: { title: string }) => title), [
    "Response time",
    "50x rate",
    "Requests by code",
    "Targets up",
  ]);
  assert.deepEqual(subject.queries[0].threshold, { value: 0.2, words: "SLA < 200 ms" });
});

test("the explore page says without a script what to run instead, and lists the plan's own queries", () => {
  const html = decode(pageOf(explorePath));
  assert.match(html, new RegExp(`<noscript>[^]*npm run query -- ${ids.drill} [^]*</noscript>`));
  const asks = tagsOf(pageOf(explorePath)).filter(({ attributes }) => attributes.has("data-ask"));
  assert.equal(asks.length, 4);
  assert.ok(asks.every(({ attributes }) => attributes.get("href")?.startsWith("?query=")));
});

test("only the explore page may read files of its site, and nothing from elsewhere", () => {
  for (const [path, html] of pages) {
    assert.equal(
      /connect-src &#39;self&#39;; worker-src &#39;self&#39;"|connect-src 'self'; worker-src 'self'"/.test(html),
      path.includes("/explore/"),
      path,
    );
  }
});

test("what backs each figure leads to the explore page with its query and interval", () => {
  const links = tagsOf(sessionPage(ids.drill)).flatMap(({ attributes }) => attributes.get("href") ?? [])
    .filter((href) => href.startsWith("explore/index.html?"));
  const addresses = links.map((href) => new URLSearchParams(href.slice(href.indexOf("?"))));
  // Two objectives in five phases and over all, and their charts; two panels. The probe has no query.
  assert.equal(sessionPage(ids.drill).split(">Explore this query</a>").length - 1, 2 * 7 + 2);
  assert.ok(addresses.every((address) => (address.get("query") ?? "") !== ""));
  assert.ok(addresses.some((address) => address.get("start") === "2026-11-22T23:17:22Z"), links.join("\n"));
});

test("a session that cannot be read has a page that says so, and the book lists it", () => {
  for (const id of [ids.damaged, ids.cut]) {
    assert.match(sessionPage(id), /This session cannot be read\./);
    assert.match(sessionPage(id), /Cannot read session/);
    assert.match(pageOf("index.html"), new RegExp(`cannot be read[^]*${id}`));
  }
});

test("a session being recorded is listed calmly, without a verdict, a page or files", async () => {
  const [, entry = ""] = pageOf("index.html").split('class="entry recording"');
  const own = entry.slice(0, entry.indexOf("</li>"));
  assert.match(own, />recording</);
  assert.doesNotMatch(own, /href=|cannot be read|class="status (pass|fail|inconclusive)"/);
  assert.deepEqual((await filesBelow(out)).filter((path) => path.includes(recordingId)), []);
});

test("control characters and marks that turn the writing are shown, not obeyed", () => {
  assert.ok(pageOf("index.html").includes("Still going ␛[31mred�der"));
  // deno-lint-ignore no-control-regex
  for (const [path, html] of pages) assert.doesNotMatch(html, /[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]/, path);
});

test("the style of the 404 page is the one whose checksum its policy allows", () => {
  const html = pageOf("404.html");
  const [, style = ""] = /<style>([^]*?)<\/style>/.exec(html) ?? [];
  assert.ok(style.length > 1_000);
  assert.ok(decode(html).includes(`'sha256-${createHash("sha256").update(style).digest("base64")}'`));
});

test("the book lists sessions newest first with verdict word and shape", () => {
  const html = pageOf("index.html");
  const places = Object.values(ids).map((id) => html.indexOf(`sessions/${id}/`));
  assert.ok(places.every((place) => place > 0));
  assert.ok(html.indexOf(`sessions/${ids.drill}/`) < html.indexOf(`sessions/${ids.damaged}/`));
  assert.match(html, />✕<\/span> <span class="word">broken</);
});

test("hostile titles, labels, notes and paths are words", () => {
  for (const [path, html] of pages) {
    for (const { name, attributes } of tagsOf(html)) {
      assert.ok(name !== "img" && !/^\s*javascript:/i.test(attributes.get("href") ?? ""), `${path}: <${name}>`);
    }
  }
  assert.ok(decode(sessionPage(ids.hostile)).includes(hostileText));
});

test("a directive places a chart, and one that names no chart is remarked on", () => {
  const html = sessionPage(ids.hostile);
  assert.match(html, /id="chart-note-\d+-error-rate"/);
  assert.match(decode(html), /place a chart “nothing”, which this session does not have/);
});

test("every figure of the objective table opens to its evidence", () => {
  const html = sessionPage(ids.drill);
  const figures = html.split('<details class="figure-details"').slice(1);
  assert.equal(figures.length, 3 * 6);
  for (const figure of figures) {
    for (const term of ["Judged", "Source", "Seen"]) assert.ok(figure.includes(`<dt>${term}</dt>`), term);
  }
});

test("under every chart of a query stand the query, what it computes and what misleads in it", () => {
  const figuresOf = (id: string) => sessionPage(id).split('<figure class="chart-figure" id="chart-').slice(1);
  const asked = figuresOf(ids.drill).filter((figure) => figure.includes('<div class="asked"'));
  assert.deepEqual(asked.map((figure) => /^[^"]+/.exec(figure)?.[0]), ["response-time", "error-rate", "traffic", "up"]);
  for (const figure of asked) assert.match(figure, /<code class="query">.+<\/code>\s*<p>[A-Z][^<]+\.<\/p>/s);
  const [responseTime = ""] = asked;
  assert.match(decode(responseTime), /<p>The mean of "traefik_entrypoint_request_duration_seconds" whose entrypoint/);
  const besides = responseTime.split('<div class="beside"').slice(1);
  assert.ok(besides.length > 0, "the lines beside it are explained");
  for (const beside of besides) assert.match(beside, /<code class="query">.+<\/code>\s*<p>[A-Z][^<]+\.<\/p>/s);
  const bare = figuresOf(ids.hostile).find((figure) => figure.startsWith("bare")) ?? "";
  assert.match(decode(bare), /<p class="remark">"traefik_entrypoint_requests_total" is a counter used without rate/);
});

test("the archive's files are copied byte for byte", async () => {
  for (const id of [ids.drill, ids.hostile]) {
    const folder = join(book, "content", "sessions", id);
    const copies = await filesBelow(join(out, "sessions", id, "archive"));
    assert.ok(copies.includes("samples.jsonl") && copies.includes("session.json"), copies.join());
    for (const path of copies) {
      assert.deepEqual(
        await readFile(join(out, "sessions", id, "archive", path)),
        await readFile(join(folder, path)),
        path,
      );
    }
  }
});

test("a session page says whether its archive is whole, and near the verdict when it is not", () => {
  assert.match(sessionPage(ids.drill), />whole: every file as it was recorded</);
  assert.doesNotMatch(sessionPage(ids.drill), /class="remark damage"/);
  const changed = decode(sessionPage(ids.hostile));
  assert.match(changed, />1 problem</);
  assert.match(changed, /<li>configs\/[^<]+ has \d+ bytes, \d+ were recorded<\/li>/);
  assert.ok(changed.indexOf('class="remark damage"') < changed.indexOf('class="ribbon"'));
  assert.match(pageOf("index.html"), /The archive is damaged: 1 problem/);
});

test("the build warns of each damaged session in one line", async () => {
  const { warn } = console;
  const lines: string[] = [];
  console.warn = (line: string) => lines.push(line);
  try {
    await readBook(book);
  } finally {
    console.warn = warn;
  }
  assert.deepEqual(lines.map((line) => /^(?:Session|Cannot read session) "([^"]+)"[^\n]+$/.exec(line)?.[1]).sort(), [
    ids.cut,
    ids.damaged,
    ids.hostile,
  ]);
});

test("the figures of the verdict lead to what backs them", () => {
  const [, verdict = ""] = /<p class="verdict">([^]*?)<\/p>/.exec(sessionPage(ids.drill)) ?? [];
  const links = tagsOf(verdict).filter(({ name }) => name === "a");
  assert.ok(links.length >= 3, verdict);
  assert.deepEqual(
    new Set(links.map(({ attributes }) => attributes.get("href"))),
    new Set(["#probe", "#fault-1", "#fault-2", "#lanes"]),
  );
});

test("times are time elements with an instant", () => {
  const times = tagsOf(sessionPage(ids.drill)).filter(({ name }) => name === "time");
  assert.ok(times.length > 10);
  for (const { attributes } of times) {
    assert.match(attributes.get("datetime") ?? "", /^2026-11-22T23:\d\d:\d\d\.\d{3}Z$/);
  }
});

test("the same folder builds the same bytes", async () => {
  const again = await buildSite(book);
  try {
    assert.deepEqual(await filesBelow(again), await filesBelow(out));
    for (const path of await filesBelow(out)) {
      assert.equal((await stat(join(again, path))).size, (await stat(join(out, path))).size, path);
      assert.deepEqual(await readFile(join(again, path)), await readFile(join(out, path)), path);
    }
  } finally {
    await rm(again, { recursive: true, force: true });
  }
});
