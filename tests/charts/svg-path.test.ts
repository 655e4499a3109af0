import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { compactPath } from "../../src/charts/svg-path.ts";

test("compactPath() moves, rounds to a tenth and joins straight runs", () => {
  assert.equal(compactPath("M0,0L1.04,0L5,0L5,-3L7.25,2", 10, 20), "M10,20h5v-3l2.3,5");
});

test("compactPath() keeps a single point as a dot and drops what has no length", () => {
  assert.equal(compactPath("M1,2"), "M1,2h0");
  assert.equal(compactPath("M1,2L1.01,2.02L4,2"), "M1,2h3");
});

test("compactPath() knows rectangles and arcs", () => {
  assert.equal(compactPath("M0,0h10v5h-10Z", 1, 1), "M1,1h10v5h-10Z");
  assert.equal(compactPath("M2.5,0A2.5,2.5,0,1,1,-2.5,0", 5, 5), "M7.5,5a2.5,2.5,0,1,1,-5,0");
});

test("compactPath() names a command that it does not know", () => {
  assert.throws(() => compactPath("M0,0C1,1,2,2,3,3"), /unknown command "C"/);
});

test("compactPath() ends within half a tenth of where the path ends, however long", () => {
  const coordinate = fc.double({ min: -500, max: 500, noNaN: true }).map((value) => Number(value.toFixed(4)));
  fc.assert(fc.property(fc.array(fc.tuple(coordinate, coordinate), { minLength: 2, maxLength: 60 }), (points) => {
    const path = compactPath(points.map(([x, y], index) => `${index === 0 ? "M" : "L"}${x},${y}`).join(""));
    const [x, y] = endOf(path);
    const last = points.at(-1) ?? [0, 0];
    assert.ok(Math.abs(x - last[0]) <= 0.0501 && Math.abs(y - last[1]) <= 0.0501, `${path} for ${last}`);
  }));
});

function endOf(path: string): [number, number] {
  let [x, y] = [0, 0];
  for (const [, letter, rest = ""] of path.matchAll(/([A-Za-z])([^A-Za-z]*)/g)) {
    const [a = 0, b = 0] = Array.from(rest.matchAll(/-?(?:\d+\.?\d*|\.\d+)/g), ([text]) => Number(text));
    if (letter === "M") [x, y] = [a, b];
    else if (letter === "h") x += a;
    else if (letter === "v") y += a;
    else [x, y] = [x + a, y + b];
  }
  return [x, y];
}
