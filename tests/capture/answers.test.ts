import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { splitRange } from "../../src/capture/answers.ts";

test("splitRange() covers each instant of the grid once, in parts below the limit", () => {
  fc.assert(
    fc.property(
      fc.nat(1e6),
      fc.nat(1e6),
      fc.integer({ min: 1, max: 1e4 }),
      fc.integer({ min: 1, max: 50 }),
      (start, length, step, most) => {
        const parts = splitRange({ start, end: start + Math.min(length, step * 200) }, step, most);
        const points = parts.flatMap((part) =>
          Array.from({ length: (part.end - part.start) / step + 1 }, (_, index) => part.start + index * step)
        );
        const first = Math.ceil(start / step) * step;
        const expected: number[] = [];
        for (let at = first; at <= start + Math.min(length, step * 200); at += step) expected.push(at);
        assert.deepEqual(points, expected);
        assert.ok(parts.every((part) => (part.end - part.start) / step + 1 <= most));
      },
    ),
  );
});

test("splitRange() has no part where no instant of the grid lies", () => {
  assert.deepEqual(splitRange({ start: 1, end: 9 }, 10), []);
});
