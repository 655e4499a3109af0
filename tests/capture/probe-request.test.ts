import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { after, test } from "node:test";
import { sendProbe } from "../../src/capture/probe-request.ts";
import type { ProbeSource } from "../../src/core/plan.ts";
import { serveFake } from "../fakes/fault.ts";

const hosts: (string | undefined)[] = [];
const fake = await serveFake((_, request) => {
  hosts.push(request.headers.host);
  return { status: 503, body: "busy" };
});
after(() => fake.close());

const source: ProbeSource = {
  name: "site",
  url: fake.url,
  interval: 250,
  timeout: 10_000,
  good: { status: [[200, 399]] },
};

test("sendProbe() answers the status, whatever it is, of a request with the given Host", async () => {
  assert.equal(await sendProbe({ ...source, host: "myhbsapp.com" }).outcome, 503);
  assert.equal(hosts.at(-1), "myhbsapp.com");
});

test("sendProbe() answers why there was no answer", async () => {
  fake.fault(() => ({ kind: "hang" }));
  assert.equal(await sendProbe({ ...source, timeout: 40 }).outcome, "timeout after 0.04 s");
  fake.fault(() => ({ kind: "drop" }));
  assert.equal(typeof await sendProbe(source).outcome, "string");
  fake.fault(() => ({ kind: "truncate" }));
  assert.equal(typeof await sendProbe(source).outcome, "string");
  fake.fault(() => ({ kind: "none" }));
  assert.match(String(await sendProbe({ ...source, url: "http://127.0.0.1:9/" }).outcome), /ECONNREFUSED/);
});

test("sendProbe() takes a Host that cannot be sent for a failure, and does not throw", async () => {
  assert.equal(typeof await sendProbe({ ...source, host: "a\nb" }).outcome, "string");
});

test("sendProbe() counts an endless answer by its status once 10 MB of it came", async () => {
  const { createServer } = await import("node:http");
  const endless = createServer((_, response) => {
    const chunk = Buffer.alloc(1_000_000);
    const go = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on("drain", go);
    go();
  });
  await new Promise<void>((resolve) => endless.listen(0, "127.0.0.1", resolve));
  const address = endless.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  assert.equal(await sendProbe({ ...source, url: `http://127.0.0.1:${port}/` }).outcome, 200);
  endless.closeAllConnections();
  endless.close();
});

test("sendProbe() that is stopped has no outcome", async () => {
  fake.fault(() => ({ kind: "slow", delay: 30 }));
  const { outcome, stop } = sendProbe(source);
  stop();
  const later = sendProbe(source).outcome;
  assert.equal(await Promise.race([outcome, later]), 503);
  fake.fault(() => ({ kind: "none" }));
});
