import assert from "node:assert/strict";
import { test } from "node:test";
import { doubtsView } from "../../src/pages/_view/doubts-view.ts";
import { visibleText } from "../../src/pages/_view/visible-text.ts";

const doubts = (count: number) => Array.from({ length: count }, (_, index) => `doubt ${index + 1}`);

test("doubtsView() shows four and puts the rest behind a disclosure that says how many", () => {
  const { first, rest, more } = doubtsView(doubts(7));
  assert.deepEqual([first.length, rest.length, more], [4, 3, "… 3 more things to know"]);
});

test("doubtsView() does not hide a single one", () => {
  assert.deepEqual(doubtsView(doubts(5)).rest, []);
});

test("visibleText() shows what steers a terminal or turns the writing, wherever it stands", () => {
  const hidden = { a: ["x\u001b[2Jy\u202Ez", 1, Infinity, null, undefined], b: { c: "a\tb\r\n" } };
  assert.deepEqual(visibleText(hidden), { a: ["x␛[2Jy�z", 1, Infinity, null, undefined], b: { c: "a\tb\r\n" } });
});
