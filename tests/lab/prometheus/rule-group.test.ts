import assert from "node:assert/strict";
import { test } from "node:test";
import { formatLabels } from "../../../src/core/labels.ts";
import type { Rule } from "../../../src/lab/prometheus/config.ts";
import { createMemory } from "../../../src/lab/prometheus/memory.ts";
import { createGroup } from "../../../src/lab/prometheus/rule-group.ts";

/** A group over a memory, with a clock that stands still. */
function groupOf(...rules: readonly Rule[]) {
  const memory = createMemory();
  const group = createGroup({ name: "g", rules }, { memory, options: {}, now: () => 0, elapsed: () => 0 });
  /** Each sample of a metric by its second, `†` for a marker. */
  const samples = (name: string) =>
    memory.store.series.filter(({ labels }) => labels["__name__"] === name).map((series) =>
      `${formatLabels(series.labels)} ${
        Array.from(series.times, (at, index) => `${at / 1_000}:${series.stale?.[index] ? "†" : series.values[index]}`)
          .join(" ")
      }`
    );
  return { memory, group, samples };
}

test("evaluate() writes ALERTS in each state, and a marker where a state ends", () => {
  const { memory, group, samples } = groupOf({ kind: "alert", name: "High", expr: "a > 5", for: 2_000 });
  [1, 6, 7, 8, 9, 2, 2].forEach((value, index) => {
    memory.append({ __name__: "a", x: "1" }, index * 1_000, value);
    group.evaluate(index * 1_000);
  });
  assert.deepEqual(samples("ALERTS"), [
    'ALERTS{alertname="High", alertstate="pending", x="1"} 1:1 2:1 3:†',
    'ALERTS{alertname="High", alertstate="firing", x="1"} 3:1 4:1 5:†',
  ]);
  assert.deepEqual(samples("ALERTS_FOR_STATE"), ['ALERTS_FOR_STATE{alertname="High", x="1"} 1:1 2:1 3:1 4:1 5:†']);
});

test("evaluate() records what a rule yields, which later rules see at once", () => {
  const { memory, group, samples } = groupOf(
    { kind: "record", name: "double", expr: "a * 2", labels: { by: "rule" } },
    { kind: "record", name: "both", expr: "sum(double) + scalar(vector(1))" },
    { kind: "record", name: "one", expr: "1" },
  );
  memory.append({ __name__: "a", x: "1" }, 0, 4);
  group.evaluate(0);
  memory.mark({ __name__: "a", x: "1" }, 500);
  group.evaluate(1_000);
  assert.deepEqual(samples("double"), ['double{by="rule", x="1"} 0:8 1:†']);
  assert.deepEqual(samples("both"), ["both 0:9 1:†"]);
  assert.deepEqual(samples("one"), ["one 0:1 1:1"]);
});

test("evaluate() keeps why a rule has no result, and what it wrote before stays unmarked", () => {
  const { memory, group, samples } = groupOf(
    { kind: "record", name: "all", expr: "sum by (x) (a) / on () b" },
    { kind: "record", name: "same", expr: "a", labels: { x: "" } },
  );
  memory.append({ __name__: "a", x: "1" }, 0, 4);
  memory.append({ __name__: "b", x: "1" }, 0, 2);
  group.evaluate(0);
  memory.append({ __name__: "a", x: "2" }, 1_000, 4);
  group.evaluate(1_000);
  const [first, second] = group.rules;
  assert.equal(first?.health, "err");
  assert.match(first?.error ?? "", /^multiple matches for labels/);
  assert.equal(second?.error, "vector contains metrics with the same labelset after applying rule labels");
  assert.deepEqual(samples("all"), ["all 0:2"]);
  assert.deepEqual(samples("same"), ["same 0:4"]);
});

test("createGroup() refuses rules that cannot be read", () => {
  const alert = { kind: "alert", name: "High", expr: "a", for: 0 } as const;
  assert.throws(() => groupOf({ ...alert, expr: "sum(" }), {
    name: "UserError",
    message: /^Cannot read the expression of the rule "High": 1:\d: parse error: /,
  });
  assert.throws(() => groupOf({ ...alert, annotations: { summary: "{{ humanize $value }}" } }), {
    name: "UserError",
    message: 'Cannot use "summary" of the rule "High": the embedded Prometheus does not know {{ humanize $value }}; ' +
      "write {{ $value }} or {{ $labels.NAME }}, or run with --prometheus real",
  });
  assert.throws(() => groupOf({ ...alert, labels: { where: "at {{ $labels.x" } }), /a "{{" without its end/);
});
