import assert from "node:assert/strict";
import { test } from "node:test";
import { methodLabel, protocolLabel } from "../../../src/lab/proxy/request-labels.ts";

test("methodLabel() knows the usual methods and has one word for all others", () => {
  for (const method of ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PRI"]) {
    assert.equal(methodLabel(method), method);
  }
  for (const method of ["PROPFIND", "get", "", "__proto__"]) assert.equal(methodLabel(method), "EXTENSION_METHOD");
});

test("protocolLabel() tells what the headers ask for", () => {
  assert.equal(protocolLabel({}), "http");
  assert.equal(protocolLabel({ accept: "text/html" }), "http");
  assert.equal(protocolLabel({ accept: "text/html, text/event-stream" }), "sse");
  assert.equal(protocolLabel({ connection: "keep-alive, Upgrade", upgrade: "WebSocket" }), "websocket");
  assert.equal(protocolLabel({ upgrade: "websocket" }), "http");
  assert.equal(protocolLabel({ "content-type": "application/grpc+proto" }), "grpc");
  assert.equal(protocolLabel({ "content-type": "application/grpc-web" }), "grpc-web");
});
