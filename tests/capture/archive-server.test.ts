import assert from "node:assert/strict";
import { request } from "node:http";
import { connect } from "node:net";
import { after, before, test } from "node:test";
import { type ArchiveServer, serveArchive } from "../../src/capture/archive-server.ts";
import { UserError } from "../../src/core/user-error.ts";
import { servedArchiveOf } from "../../src/promql/api/served-archive.ts";
import { syntheticSession } from "../fixtures/drill.ts";

const archive = servedArchiveOf(syntheticSession());
let server: ArchiveServer;
before(async () => void (server = await serveArchive(archive, 0)));
after(() => server.close());

const form = (body: BodyInit, type = "application/x-www-form-urlencoded") => ({
  method: "POST",
  headers: { "Content-Type": type },
  body,
});

/** The status line and the head of the answer to raw bytes; "" when the connection ends without one. */
function sendRaw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(server.url).port), "127.0.0.1", () => socket.write(text));
    let answer = "";
    socket.setEncoding("utf8").on("data", (chunk: string) => {
      answer += chunk;
      socket.end();
    });
    socket.on("error", reject).on("close", () => resolve(answer));
  });
}

test("serveArchive() answers GET, HEAD and forms", async () => {
  const got = await fetch(`${server.url}/api/v1/query?query=1&time=5`);
  assert.equal(got.status, 200);
  assert.equal(got.headers.get("Content-Type"), "application/json");
  assert.equal(await got.text(), '{"status":"success","data":{"resultType":"scalar","result":[5,"1"]}}');
  const head = await fetch(`${server.url}/api/v1/query?query=1&time=5`, { method: "HEAD" });
  assert.equal(head.headers.get("Content-Length"), "68");
  assert.equal(await head.text(), "");
  const posted = await fetch(`${server.url}/api/v1/query?query=1&time=9`, form("query=2&time=5"));
  assert.equal(await posted.text(), '{"status":"success","data":{"resultType":"scalar","result":[5,"2"]}}');
});

test("serveArchive() passes over a body that is no form", async () => {
  const answer = await fetch(`${server.url}/api/v1/query?query=1&time=5`, form('{"query":"2"}', "application/json"));
  assert.match(await answer.text(), /\[5,"1"\]/);
});

test("serveArchive() lets pages of this machine ask, and no others", async () => {
  const headers = { Origin: "http://localhost:3000" };
  const asked = await fetch(`${server.url}/api/v1/query`, { method: "OPTIONS", headers });
  assert.equal(asked.status, 204);
  assert.equal(asked.headers.get("Access-Control-Allow-Origin"), "http://localhost:3000");
  assert.equal(asked.headers.get("Access-Control-Allow-Methods"), "GET, POST, OPTIONS");
  const answer = await fetch(`${server.url}/-/healthy`, { headers });
  assert.equal(answer.headers.get("Access-Control-Allow-Origin"), "http://localhost:3000");
  assert.equal(await answer.text(), "Prometheus Server is Healthy.\n");
  for (const origin of [undefined, "http://grafana.example", "http://localhost.example", "null"]) {
    const ready = await fetch(`${server.url}/-/ready`, origin === undefined ? {} : { headers: { Origin: origin } });
    assert.equal(ready.headers.get("Access-Control-Allow-Origin"), null);
    await ready.body?.cancel();
  }
});

test("serveArchive() refuses other methods and other names for this machine", async () => {
  const put = await fetch(`${server.url}/api/v1/query`, { method: "PUT" });
  assert.equal(put.status, 405);
  assert.equal(put.headers.get("Allow"), "GET, HEAD, OPTIONS, POST");
  await put.body?.cancel();
  const status = await new Promise((resolve) =>
    request(`${server.url}/-/ready`, { headers: { Host: "rebound.example" } }, (response) => {
      response.resume().on("end", () => resolve(response.statusCode));
    }).end()
  );
  assert.equal(status, 403);
});

test("serveArchive() refuses a form above a megabyte, announced or not", async () => {
  const large = `query=${"a".repeat(1_000_001)}`;
  const announced = await fetch(`${server.url}/api/v1/query`, form(large));
  assert.equal(announced.status, 413);
  assert.match(await announced.text(), /"errorType":"bad_data","error":"the form is larger than 1000000 bytes"/);
  const chunk = "a".repeat(600_000);
  const chunked = await sendRaw(
    "POST /api/v1/query HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n" +
      `Transfer-Encoding: chunked\r\n\r\n927c0\r\n${chunk}\r\n927c0\r\n${chunk}\r\n`,
  );
  assert.match(chunked, /^HTTP\/1\.1 413 /);
});

test("serveArchive() answers addresses that are badly written and goes on", async () => {
  const paths = ["//", "/%zz", "/api/v1/label/%ff/values", "/api/v1/query?query=%zz", "*", "http://x/api/v1/labels"];
  for (const path of paths) {
    const answer = await sendRaw(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`);
    assert.match(answer, /^HTTP\/1\.1 (200|400|404) /, path);
  }
  assert.match(await sendRaw("no HTTP at all\r\n\r\n"), /^HTTP\/1\.1 400 /);
  assert.equal((await fetch(`${server.url}/-/ready`)).status, 200);
});

test("serveArchive() survives clients that go away in the middle", async () => {
  for (let index = 0; index < 20; index++) {
    await new Promise((resolve) => {
      const socket = connect(Number(new URL(server.url).port), "127.0.0.1", () => {
        socket.write("POST /api/v1/query HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n");
        socket.write("Content-Type: application/x-www-form-urlencoded\r\n\r\nquery=");
        socket.destroy();
      });
      socket.on("close", resolve);
    });
  }
  assert.equal((await fetch(`${server.url}/-/ready`)).status, 200);
});

test("serveArchive() makes no more answers while those that it made are not read", async () => {
  const query = encodeURIComponent('{__name__=~".+"}');
  const start = archive.interval.start / 1_000;
  const path = `/api/v1/query_range?query=${query}&start=${start}&end=${start + 110}&step=0.01`;
  const greedy = connect(Number(new URL(server.url).port), "127.0.0.1");
  greedy.on("error", () => undefined).pause().write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`.repeat(100));
  let refused: Response;
  do {
    refused = await fetch(`${server.url}/api/v1/query?query=1`);
    if (refused.status === 200) await refused.body?.cancel();
  } while (refused.status === 200);
  assert.equal(refused.status, 503);
  assert.match(
    await refused.text(),
    /"errorType":"unavailable","error":"answers of \d+ bytes wait to be read: ask again later"/,
  );
  greedy.destroy();
  let served: Response;
  do {
    served = await fetch(`${server.url}/api/v1/query?query=1`);
    await served.body?.cancel();
  } while (served.status === 503);
  assert.equal(served.status, 200);
});

test("serveArchive() says what to do about a port that is taken", async () => {
  const { port } = new URL(server.url);
  await assert.rejects(serveArchive(archive, Number(port)), (error) => {
    assert.ok(error instanceof UserError);
    assert.equal(
      error.message,
      `Cannot serve on port ${port}: another program has it; choose one with --port, or any with --port 0`,
    );
    return true;
  });
});

test("close() ends the server with its connections", async () => {
  const other = await serveArchive(archive, 0);
  const idle = connect(Number(new URL(other.url).port), "127.0.0.1");
  const gone = new Promise((resolve) => idle.on("error", resolve).on("close", resolve));
  await new Promise((resolve) => idle.on("connect", resolve));
  await other.close();
  await gone;
  await assert.rejects(fetch(`${other.url}/-/ready`));
});
