import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { markQuery } from "../../src/explore/marked-query.ts";

const marked = (text: string, start: number, end: number) =>
  markQuery(text, { start, end }).filter(({ isMarked }) => isMarked).map((piece) => piece.text).join("");

test("markQuery() marks exactly the piece that is meant, across colours", () => {
  assert.equal(marked("sum(rate(x[1m]))", 4, 15), "rate(x[1m])");
  assert.equal(marked("abc", 1, 2), "b");
  assert.deepEqual(markQuery("up", undefined), [{ text: "up", kind: "metric", isMarked: false }]);
});

test("markQuery() marks a neighbour where the mark has no length", () => {
  assert.equal(marked("sum(", 4, 4), "(");
  assert.equal(marked("sum(", 0, 0), "s");
  assert.equal(marked("", 0, 0), "");
});

test("markQuery() loses nothing of the text, and marks only what lies within", () => {
  fc.assert(fc.property(fc.string(), fc.nat(30), fc.nat(30), (text, a, b) => {
    const [start, end] = [Math.min(a, b, text.length), Math.min(Math.max(a, b), text.length)];
    const pieces = markQuery(text, { start, end });
    assert.equal(pieces.map((piece) => piece.text).join(""), text);
    if (start < end) assert.equal(marked(text, start, end), text.slice(start, end));
  }));
});
