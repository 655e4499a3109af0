import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { clampTo, valueScale, yOf } from "../../src/charts/value-scale.ts";

test("valueScale() starts at 0 and holds the threshold", () => {
  const scale = valueScale([0.005, 0.007], "seconds", 0.02);
  assert.deepEqual([scale.type, scale.domain[0], scale.note], ["linear", 0, undefined]);
  assert.ok(scale.domain[1] >= 0.02);
});

test("valueScale() turns to a logarithmic scale when one hang dwarfs the rest, and says so", () => {
  const scale = valueScale([0.007, 0.008, 30], "seconds");
  assert.equal(scale.type, "log");
  assert.match(scale.note ?? "", /^log scale: the longest is /);
  assert.deepEqual(scale.ticks.map(({ label }) => label), ["1 ms", "10 ms", "100 ms", "1 s", "10 s"]);
});

test("valueScale() never takes a logarithm of a ratio", () => {
  assert.equal(valueScale([0, 0.0001, 1], "ratio", 0.01).type, "linear");
});

test("valueScale() gives all values and ticks a place inside the plot", () => {
  const value = fc.double({ min: 0, max: 1e9, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(value),
      value,
      fc.constantFrom("seconds" as const, "ratio" as const),
      (values, threshold, unit) => {
        const scale = valueScale(values, unit, threshold);
        const places = [...values, threshold, ...scale.ticks.map((tick) => tick.value)]
          .map((each) => yOf(scale, clampTo(scale, each), 100));
        assert.ok(places.every((y) => y >= -1e-6 && y <= 100 + 1e-6), `${JSON.stringify(scale)} ${places}`);
        assert.ok(yOf(scale, threshold, 100) >= -1e-6);
      },
    ),
  );
});
