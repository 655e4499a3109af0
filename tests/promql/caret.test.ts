import assert from "node:assert/strict";
import { test } from "node:test";
import { formatCaret } from "../../src/promql/caret.ts";

test("formatCaret() stands under the place", () => {
  assert.deepEqual(formatCaret("rate(up)", { start: 5, end: 7 }), ["  rate(up)", "       ^^"]);
});

test("formatCaret() stands behind the end of a query that ends too early", () => {
  assert.deepEqual(formatCaret("sum(", { start: 4, end: 4 }), ["  sum(", "      ^"]);
  assert.deepEqual(formatCaret("", { start: 0, end: 0 }), ["  ", "  ^"]);
});

test("formatCaret() shows the line of the place, to its end at most", () => {
  assert.deepEqual(formatCaret("sum(\n\tfoo bar\n)", { start: 10, end: 16 }), ["   foo bar", "       ^^^"]);
});

test("formatCaret() shows the part of a long line around the place", () => {
  const query = `${"a + ".repeat(60)}b${" + c".repeat(60)}`;
  const [line = "", carets = ""] = formatCaret(query, { start: 240, end: 241 });
  assert.equal(line.length, 2 + 98);
  assert.equal(line[carets.indexOf("^")], "b");
  assert.ok(line.startsWith("  …") && line.endsWith("…"));
});
