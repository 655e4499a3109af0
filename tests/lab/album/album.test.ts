import assert from "node:assert/strict";
import { request } from "node:http";
import { test } from "node:test";
import { startAlbum } from "../../../src/lab/album/album.ts";
import type { Assignment } from "../../../src/lab/host/container.ts";
import type { HostContext } from "../../../src/lab/host/host-context.ts";

interface Heard {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

const assignment: Assignment = {
  task: "t1",
  service: "demo_album",
  slot: 3,
  image: "album:1",
  args: [],
  address: "10.0.1.6",
  published: {},
};

/** An album on a host, and how to ask it. */
async function raise() {
  let port = 0;
  const told: string[] = [];
  const computed: number[] = [];
  const host: HostContext = {
    name: "worker-1",
    dial: () => Promise.reject(new Error("nobody is dialled")),
    listen(address, on) {
      port = on;
      told.push(`listen ${address}`);
      return () => told.push(`unlisten ${address}`);
    },
    compute(duration) {
      computed.push(duration);
      return Promise.resolve();
    },
  };
  const album = await startAlbum(assignment, host);
  const ask = (method: string, path: string, form?: string) =>
    new Promise<Heard>((resolve, reject) => {
      const asked = request({ host: "127.0.0.1", port, method, path, agent: false }, (response) => {
        let body = "";
        response.setEncoding("utf8").on("data", (text: string) => body += text);
        response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
      });
      asked.on("error", reject).end(form);
    });
  return { album, ask, told, computed };
}

test("startAlbum() serves pages that name the host and the replica, and takes the processor for them", async () => {
  const { album, ask, told, computed } = await raise();
  const list = await ask("GET", "/?page=1");
  assert.equal(list.status, 200);
  assert.equal(list.headers["x-served-by"], "worker-1, replica 3");
  assert.equal(list.headers["content-type"], "text/html; charset=utf-8");
  assert.match(list.body, /^<!doctype html>\n<html lang="en">/);
  assert.match(list.body, /served by worker-1, replica 3/);
  assert.match(list.body, /<a href="\/albums\/2">/);
  const one = await ask("GET", "/albums/2");
  assert.match(one.body, /<h1>Three days in the hills<\/h1>/);
  assert.deepEqual(computed, [5, 5]);
  const health = await ask("GET", "/healthz");
  assert.deepEqual([health.status, health.body, computed.length], [200, "ok\n", 2]);
  await album.close();
  assert.deepEqual(told, ["listen 10.0.1.6", "unlisten 10.0.1.6"]);
  await assert.rejects(ask("GET", "/"), { code: "ECONNREFUSED" });
});

test("startAlbum() adds albums in memory, and keeps the last hundred", async () => {
  const { album, ask } = await raise();
  const form = (title: string) => new URLSearchParams({ title }).toString();
  const added = await ask("POST", "/albums", form('<b>"Fish" & chips</b>'));
  assert.equal(added.status, 201);
  assert.match(
    added.body,
    /<h1>&lt;b&gt;&quot;Fish&quot; &amp; chips&lt;\/b&gt;<\/h1>\n<p>Added, in this replica only/,
  );
  assert.equal((await ask("GET", "/albums/4")).status, 200);
  for (let count = 0; count < 100; count++) await ask("POST", "/albums", form(`Album ${count}`));
  assert.equal((await ask("GET", "/albums/4")).status, 404);
  assert.equal((await ask("GET", "/albums/1")).status, 200, "what every replica has stays");
  assert.equal((await ask("GET", "/")).body.match(/<li>/g)?.length, 103);
  await album.close();
});

test("startAlbum() says what it does not serve", async () => {
  const { album, ask } = await raise();
  const statusOf = async (...asked: Parameters<typeof ask>) => (await ask(...asked)).status;
  for (const path of ["/nowhere", "/albums/", "/albums/99", "/albums/1/2", "/albums/-1", "//"]) {
    assert.equal(await statusOf("GET", path), 404, path);
  }
  assert.equal(await statusOf("HEAD", "/"), 200);
  const deleted = await ask("DELETE", "/albums/1");
  assert.deepEqual([deleted.status, deleted.headers["allow"]], [405, "GET, HEAD"]);
  const listed = await ask("GET", "/albums");
  assert.deepEqual([listed.status, listed.headers["allow"]], [405, "POST"]);
  for (const form of ["", "title=", "title=++", `title=${"x".repeat(81)}`]) {
    assert.equal(await statusOf("POST", "/albums", form), 400, form);
  }
  assert.equal(await statusOf("POST", "/albums", `title=${encodeURIComponent("🎏".repeat(80))}`), 201);
  assert.equal(await statusOf("POST", "/albums", `title=${"x".repeat(2_000)}`), 413);
  assert.equal(await statusOf("GET", "/"), 200);
  await album.close();
});
