import assert from "node:assert/strict";
import { test } from "node:test";
import { shortNames } from "../../src/charts/short-names.ts";
import { fitText, textWidth, wrapText } from "../../src/charts/text-width.ts";

test("textWidth() grows with the size, the weight and the letters", () => {
  assert.ok(textWidth("worker", 12) > textWidth("ill", 12));
  assert.ok(textWidth("worker", 12, true) > textWidth("worker", 12));
});

test("fitText() shortens with an ellipsis and gives up when two letters have no room", () => {
  assert.equal(fitText("worker-1", 200, 12), "worker-1");
  assert.match(fitText("worker-1 halted", 60, 12), /^work.*…$/);
  assert.equal(fitText("worker-1", 10, 12), "");
});

test("wrapText() breaks between words and shortens the last line", () => {
  assert.deepEqual(wrapText("mean over 60 s", 80, 12, 2), ["mean over", "60 s"]);
  assert.equal(wrapText("one two three four five six seven", 70, 12, 2).length, 2);
});

test("shortNames() drops the shared beginning only when something is too long", () => {
  assert.deepEqual(shortNames(["app_web.1", "app_db.1"], 200, 12), ["app_web.1", "app_db.1"]);
  assert.deepEqual(shortNames(["myhbsapp_web.1", "myhbsapp_proxy.1"], 80, 12), ["web.1", "proxy.1"]);
});

test("shortNames() keeps the slot of a name that it must shorten", () => {
  assert.match(shortNames(["an-extraordinarily-long-service.12"], 90, 12)[0] ?? "", /…\.12$/);
});
