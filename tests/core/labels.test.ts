import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { formatLabels, labelsKey, labelValue } from "../../src/core/labels.ts";

test("labelsKey() does not depend on the order of the labels", () => {
  assert.equal(labelsKey({ a: "1", b: "2" }), labelsKey({ b: "2", a: "1" }));
});

test("labelsKey() differs for different sets", () => {
  const pairs = fc.dictionary(fc.string(), fc.string());
  fc.assert(fc.property(pairs, pairs, (a, b) => {
    const sorted = (labels: Record<string, string>) => JSON.stringify(Object.entries(labels).sort());
    assert.equal(labelsKey(a) === labelsKey(b), sorted(a) === sorted(b));
  }));
});

test("formatLabels() writes a series as PromQL does", () => {
  assert.equal(formatLabels({ __name__: "up", job: "web", instance: "a:80" }), 'up{instance="a:80", job="web"}');
  assert.equal(formatLabels({ __name__: "up" }), "up");
  assert.equal(formatLabels({}), "{}");
  assert.equal(formatLabels({ path: 'a"b' }), '{path="a\\"b"}');
});

test("labelValue() is empty for a label that only every object has", () => {
  assert.equal(labelValue({ job: "web" }, "job"), "web");
  assert.equal(labelValue({ job: "web" }, "instance"), "");
  assert.equal(labelValue({ job: "web" }, "constructor"), "");
  assert.equal(labelValue({ job: "web" }, "__proto__"), "");
  assert.equal(labelValue(JSON.parse('{"__proto__":"x"}'), "__proto__"), "x");
});
