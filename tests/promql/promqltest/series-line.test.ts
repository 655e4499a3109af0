import assert from "node:assert/strict";
import { test } from "node:test";
import type { Point } from "./command.ts";
import { parseSeriesLine } from "./series-line.ts";

/** Points as numbers, with words for the others. */
function points(text: string): (number | string)[] {
  return parseSeriesLine(`x ${text}`).points.map((point: Point) => point.kind === "float" ? point.value : point.kind);
}

test("parseSeriesLine() reads names, labels, quoted names and empty labels", () => {
  assert.deepEqual(parseSeriesLine("up 1").labels, { __name__: "up" });
  assert.deepEqual(parseSeriesLine('up{job="a b", x=""}\t1').labels, { __name__: "up", job: "a b" });
  assert.deepEqual(parseSeriesLine('{__name__="up", job="}"} 1').labels, { __name__: "up", job: "}" });
  assert.deepEqual(parseSeriesLine('{"disk.free", "a b"="c"} 1').labels, { __name__: "disk.free", "a b": "c" });
  assert.deepEqual(parseSeriesLine("{} 1").labels, {});
});

test("parseSeriesLine() expands repetitions, one more than their number", () => {
  assert.deepEqual(points("1 -2.5e3 .5 0x1"), [1, -2500, 0.5, 0, 0]);
  assert.deepEqual(points("5x2 1+2x3 10-5x1"), [5, 5, 5, 1, 3, 5, 7, 10, 5]);
  assert.deepEqual(points("-1-1x2 +1+1x1"), [-1, -2, -3, 1, 2]);
});

test("parseSeriesLine() adds step by step", () => {
  assert.deepEqual(points("0+0.1x3"), [0, 0.1, 0.2, 0.1 + 0.1 + 0.1]);
});

test("parseSeriesLine() knows gaps, staleness markers, NaN, Inf and histograms", () => {
  assert.deepEqual(points("_ 1 _x2 stale"), ["gap", 1, "gap", "gap", "stale"]);
  assert.deepEqual(points("NaN Inf -inf +Inf"), [NaN, Infinity, -Infinity, Infinity]);
  assert.deepEqual(points("{{sum:1 count:2}} {{}}x1 {{count:1}}+{{count:1}}x2"), Array(6).fill("histogram"));
});

test("parseSeriesLine() refuses more points than a line may have, and repeats none of them", () => {
  for (const text of ["1x999999999", "_x100001", "1+1x99999 1 2", "{{}}x100000 1x1"]) {
    assert.throws(() => points(text), SyntaxError, text);
  }
  assert.equal(points("1+1x99999").length, 100_000);
});

test("parseSeriesLine() throws for what is no series", () => {
  for (const text of ["x{job=~'a'} 1", "x 1 b", "x 1x", "x{ 1", "x 1+x2", "sum(x) 1"]) {
    assert.throws(() => parseSeriesLine(text), SyntaxError, text);
  }
});
