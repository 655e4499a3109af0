import assert from "node:assert/strict";
import { test } from "node:test";
import { parseExposition } from "../../../src/lab/exposition/parse-exposition.ts";
import { writeExposition } from "../../../src/lab/exposition/write-exposition.ts";

test("writeExposition() writes families by name, and none without series", () => {
  const text = writeExposition([
    { name: "b_total", help: "B", type: "counter", samples: [{ name: "b_total", labels: [["x", "1"]], value: 2 }] },
    { name: "a", help: "A\nand \\", type: "gauge", samples: [{ name: "a", labels: [], value: 0.5 }] },
    { name: "c", help: "C", type: "gauge", samples: [] },
  ]);
  assert.equal(
    text,
    `# HELP a A\\nand \\\\
# TYPE a gauge
a 0.5
# HELP b_total B
# TYPE b_total counter
b_total{x="1"} 2
`,
  );
});

test("writeExposition() is read back as it was, whatever stands in a label", () => {
  const value = 'a "quoted"\nline \\ and }';
  const text = writeExposition([
    { name: "a", help: value, type: "gauge", samples: [{ name: "a", labels: [["x", value], ["y", ""]], value: 1e6 }] },
  ]);
  assert.deepEqual([...parseExposition(text, "text")], [
    { kind: "help", metric: "a", text: value },
    { kind: "type", metric: "a", type: "gauge" },
    { kind: "sample", labels: { __name__: "a", x: value }, value: 1e6, at: undefined },
  ]);
});
