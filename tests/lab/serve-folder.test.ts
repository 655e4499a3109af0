import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import http from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { type ServedFolder, serveFolder } from "../../src/lab/serve-folder.ts";

let folder: string;
let server: ServedFolder;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "drillbook-served-"));
  await mkdir(join(folder, "out", "sessions", "a"), { recursive: true });
  await writeFile(join(folder, "secret.html"), "secret");
  await writeFile(join(folder, "out", "404.html"), "gone");
  await writeFile(join(folder, "out", "sessions", "a", "index.html"), "page");
  await writeFile(join(folder, "out", "sessions", "a", "100% a b.jsonl"), "raw");
  server = await serveFolder(join(folder, "out"));
});

after(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

/** The answer to a path sent as it is: `fetch` would tidy it first. */
function ask(
  path: string,
  method = "GET",
): Promise<{ status: number; text: string; headers: http.IncomingHttpHeaders }> {
  return new Promise((resolve, reject) => {
    const request = http.request(server.url, { path, method, agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => text += part);
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text, headers: response.headers }));
    });
    request.on("error", reject).end();
  });
}

test("serveFolder() answers files and the index of a folder, with their types", async () => {
  const page = await ask("/sessions/a/");
  assert.deepEqual([page.status, page.text], [200, "page"]);
  assert.match(page.headers["content-type"] ?? "", /^text\/html/);
  const raw = await ask("/sessions/a/100%25%20a%20b.jsonl");
  assert.deepEqual([raw.status, raw.text, raw.headers["content-type"]], [200, "raw", "application/octet-stream"]);
});

test("serveFolder() leads from a folder's name to the folder, with the question", async () => {
  const { status, headers } = await ask("/sessions/a?query=up");
  assert.deepEqual([status, headers.location], [301, "/sessions/a/?query=up"]);
});

test("serveFolder() gives nothing from outside of its folder, and survives what cannot be decoded", async () => {
  for (const path of ["/../secret.html", "/..%2fsecret.html", "/..%5csecret.html", "/%", "/a%00", "//", "/nothing"]) {
    const { status, text } = await ask(path);
    assert.deepEqual([status, text], [404, "gone"], path);
  }
});

test("serveFolder() sends no body for HEAD, and takes nothing", async () => {
  const head = await ask("/sessions/a/", "HEAD");
  assert.deepEqual([head.status, head.text, head.headers["content-length"]], [200, "", "4"]);
  assert.equal((await ask("/sessions/a/", "POST")).status, 405);
});
