import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { markRows } from "../../src/charts/mark-rows.ts";
import { textWidth } from "../../src/charts/text-width.ts";

test("markRows() puts a label that would pass the next mark below that mark's", () => {
  const rows = markRows([{ x: 10, label: "worker-1 halted" }, { x: 60, label: "back" }], 1_000, 12);
  assert.deepEqual(rows.map(({ row }) => row), [1, 0]);
});

test("markRows() breaks a label that is too long for the room up to the edge", () => {
  assert.deepEqual(markRows([{ x: 870, label: "worker-1 and worker-2 halted" }], 1_000, 12)[0]?.lines, [
    "worker-1 and",
    "worker-2 halted",
  ]);
});

test("markRows() shortens what would go beyond the deepest row", () => {
  const marks = [{ x: 10, label: "worker-1 started again" }, { x: 60, label: "worker-2 halted" }, {
    x: 110,
    label: "back",
  }];
  assert.deepEqual(markRows(marks, 1_000, 12, 2).map(({ lines }) => lines), [["wo…"], ["worker-2 halted"], ["back"]]);
});

test("markRows() writes to the left of a mark at the right edge", () => {
  assert.equal(markRows([{ x: 980, label: "worker-1 halted" }], 1_000, 12)[0]?.side, "left");
});

test("markRows() lets no two labels of one row meet", () => {
  const mark = fc.record({ x: fc.integer({ min: 0, max: 1_000 }), label: fc.string({ minLength: 1, maxLength: 30 }) });
  fc.assert(fc.property(fc.array(mark, { maxLength: 10 }), (marks) => {
    const labels = markRows(marks.sort((a, b) => a.x - b.x), 1_000, 12);
    const right = labels.filter(({ side }) => side === "right")
      .flatMap(({ x, row, lines }) => lines.map((text, line) => ({ x, row: row + line, text })));
    for (const { x, row, text } of right) {
      const end = x + 8 + textWidth(text, 12);
      assert.ok(end <= 1_000.01);
      assert.ok(right.every((other) => other.row !== row || other.x <= x || other.x >= end));
    }
  }));
});
