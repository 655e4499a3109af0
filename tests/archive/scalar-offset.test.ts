import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isScalar, parseDocument } from "yaml";
import { offsetInScalar } from "../../src/archive/scalar-offset.ts";

function restAt(text: string, offset: number): string {
  const node = parseDocument(text).getIn(["q"], true);
  assert.ok(isScalar(node));
  return text.slice(offsetInScalar(text, node, offset));
}

test("offsetInScalar() steps over quotes, heads, indentation and escapes", () => {
  assert.equal(restAt("q: a + b\n", 4), "b\n");
  assert.equal(restAt("q: 'a + b'\n", 4), "b'\n");
  assert.equal(restAt('q: "a\\"c + b"\n', 6), 'b"\n');
  assert.equal(restAt("q: |\n  a +\n    b\n", 6), "b\n");
  assert.equal(restAt("q: >-\n  a +\n  b\n", 4), "b\n");
});

test("offsetInScalar() gives the end of a value for an offset at its end", () => {
  assert.equal(restAt("q: a +\nx: 1\n", 3), "\nx: 1\n");
  assert.equal(restAt("q: 'a +'\n", 3), "'\n");
});

test("offsetInScalar() gives the start of a scalar whose characters stand otherwise in the text", () => {
  assert.equal(restAt('q: "\\x61 b"\n', 2), '"\\x61 b"\n');
});

test("offsetInScalar() finds each character of a plain text at its own place", () => {
  fc.assert(fc.property(fc.stringMatching(/^[a-z]([a-z+ ]*[a-z])?$/), fc.nat(30), (value, place) => {
    const offset = Math.min(place, value.length - 1);
    fc.pre(!/^(true|false|null)$/.test(value));
    assert.equal(restAt(`q: "${value}"\n`, offset), `${value.slice(offset)}"\n`);
  }));
});
