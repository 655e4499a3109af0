import assert from "node:assert/strict";
import type { IncomingMessage } from "node:http";
import { test } from "node:test";
import { answerHeaders, requestHeaders } from "../../../src/lab/proxy/message-headers.ts";

function message(...pairs: readonly (readonly [string, string])[]): IncomingMessage {
  const headers = Object.fromEntries(pairs.map(([name, value]) => [name.toLowerCase(), value]));
  return { rawHeaders: pairs.flat(), headers, socket: { remoteAddress: "127.0.0.1" } } as unknown as IncomingMessage;
}

test("requestHeaders() says who asked for what, and does not believe the client about it", () => {
  const headers = requestHeaders(
    message(["Host", "album.test:8080"], ["X-Forwarded-For", "192.0.2.1"], ["x_real_ip", "192.0.2.1"], [
      "Cookie",
      "a=1",
    ]),
    "manager",
  );
  assert.deepEqual(headers, {
    Host: "album.test:8080",
    Cookie: "a=1",
    "X-Forwarded-For": "127.0.0.1",
    "X-Forwarded-Host": "album.test:8080",
    "X-Forwarded-Port": "8080",
    "X-Forwarded-Proto": "http",
    "X-Forwarded-Server": "manager",
    "X-Real-Ip": "127.0.0.1",
    Connection: "keep-alive",
  });
});

test("requestHeaders() keeps what is for the next hop to itself, but says how the body comes", () => {
  const headers = requestHeaders(
    message(
      ["Host", "album.test"],
      ["Connection", "close, X-Mine"],
      ["X-Mine", "1"],
      ["Keep-Alive", "5"],
      ["Upgrade", "h2c"],
      ["TE", "trailers, deflate"],
      ["Transfer-Encoding", "chunked"],
    ),
    "manager",
  );
  for (const name of ["X-Mine", "Keep-Alive", "Upgrade"]) assert.ok(!(name in headers), name);
  assert.equal(headers["Te"], "trailers");
  assert.equal(headers["Transfer-Encoding"], "chunked");
  assert.equal(headers["Connection"], "keep-alive");
  assert.equal(headers["X-Forwarded-Port"], "80");
});

test("answerHeaders() keeps every value of a header that comes more than once, and strange names", () => {
  const headers = answerHeaders(
    message(["Set-Cookie", "a=1"], ["set-cookie", "b=2"], ["Connection", "close"], ["__proto__", "x"], ["ETag", '"1"']),
  );
  assert.deepEqual(Object.entries(headers), [["Set-Cookie", ["a=1", "b=2"]], ["__proto__", "x"], ["ETag", '"1"']]);
});
