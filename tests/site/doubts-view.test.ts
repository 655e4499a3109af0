import assert from "node:assert/strict";
import { test } from "node:test";
import { doubtsView } from "../../src/pages/_view/doubts-view.ts";

const doubts = (count: number) => Array.from({ length: count }, (_, index) => `doubt ${index + 1}`);

test("doubtsView() shows four and puts the rest behind a disclosure that says how many", () => {
  const { first, rest, more } = doubtsView(doubts(7));
  assert.deepEqual([first.length, rest.length, more], [4, 3, "… 3 more things to know"]);
});

test("doubtsView() does not hide a single one", () => {
  assert.deepEqual(doubtsView(doubts(5)).rest, []);
});
