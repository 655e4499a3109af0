import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { dodge } from "../../src/charts/dodge.ts";

test("dodge() leaves things where they want to be when there is room", () => {
  assert.deepEqual(dodge([{ wanted: 20, height: 10 }, { wanted: 60, height: 10 }], { top: 0, bottom: 100 }), [20, 60]);
});

test("dodge() never lets two overlap and keeps their order", () => {
  const item = fc.record({ wanted: fc.integer({ min: -20, max: 120 }), height: fc.integer({ min: 1, max: 30 }) });
  fc.assert(fc.property(fc.array(item, { maxLength: 8 }), (items) => {
    const centres = dodge(items, { top: 0, bottom: 100 });
    const boxes = items.map(({ height }, index) => ({ height, at: centres[index] ?? 0 })).sort((a, b) => a.at - b.at);
    boxes.slice(1).forEach(({ at, height }, index) => {
      const above = boxes[index] ?? { at: 0, height: 0 };
      assert.ok(at - height / 2 >= above.at + above.height / 2 - 1e-9);
    });
    assert.ok(boxes.every(({ at, height }) => at - height / 2 >= -1e-9));
  }));
});
