import assert from "node:assert/strict";
import { test } from "node:test";
import { fillLegend } from "../../src/core/legend.ts";

test("fillLegend() puts the values of labels in their places, and nothing for a label that is not there", () => {
  assert.equal(fillLegend("{{ code }} on {{instance}}{{zone}}", { code: "200", instance: "a:80" }), "200 on a:80");
  assert.equal(fillLegend("all", { code: "200" }), "all");
});
