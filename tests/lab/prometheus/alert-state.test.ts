import assert from "node:assert/strict";
import { test } from "node:test";
import { type ActiveAlert, alertSamples, nextAlerts } from "../../../src/lab/prometheus/alert-state.ts";
import type { AlertRule } from "../../../src/lab/prometheus/config.ts";

const rule: AlertRule = {
  kind: "alert",
  name: "Down",
  expr: "up == 0",
  for: 1_000,
  labels: { severity: "page", where: "at {{ $labels.instance }}" },
  annotations: { summary: "{{$labels.job}} is {{ $value }}" },
};
const sample = (instance: string, value = 0) => ({ labels: { __name__: "up", job: "web", instance }, value });

/** The alerts after each evaluation; the samples of each, by its instant. */
function run(...evaluations: readonly (readonly [at: number, ...string[]])[]): ActiveAlert[][] {
  let active: ActiveAlert[] = [];
  return evaluations.map(([at, ...instances]) =>
    active = nextAlerts(rule, active, instances.map((instance) => sample(instance)), at)
  );
}

const states = (alerts: readonly ActiveAlert[]) =>
  alerts.map(({ labels, state, activeAt }) => [labels["instance"], state, activeAt]);

test("nextAlerts() fires what has been there for as long as the rule says", () => {
  const alerts = run([500, "a"], [1_000, "a"], [1_499, "a"], [1_500, "a"], [2_000, "a"]);
  assert.deepEqual(alerts.map((each) => states(each)), [
    [["a", "pending", 500]],
    [["a", "pending", 500]],
    [["a", "pending", 500]],
    [["a", "firing", 500]],
    [["a", "firing", 500]],
  ]);
});

test("nextAlerts() begins anew after a break, whether it was pending or firing", () => {
  const alerts = run([0, "a", "b"], [500, "b"], [1_000, "a", "b"], [1_500, "a"], [2_000, "b"]);
  assert.deepEqual(alerts.slice(2).map((each) => states(each)), [
    [["a", "pending", 1_000], ["b", "firing", 0]],
    [["a", "pending", 1_000]],
    [["b", "pending", 2_000]],
  ]);
});

test("nextAlerts() fires at once where the rule waits for nothing", () => {
  const [alert] = nextAlerts({ ...rule, for: 0 }, [], [sample("a")], 7);
  assert.equal(alert?.state, "firing");
});

test("nextAlerts() gives labels and annotations, with the newest value", () => {
  const first = nextAlerts(rule, [], [sample("a", 0)], 0);
  const [alert] = nextAlerts(rule, first, [sample("a", 2.5)], 500);
  assert.deepEqual(alert, {
    labels: { job: "web", instance: "a", severity: "page", where: "at a", alertname: "Down" },
    annotations: { summary: "web is 2.5" },
    state: "pending",
    activeAt: 0,
    value: 2.5,
  });
});

test("nextAlerts() has no answer where two series would be the same alert", () => {
  assert.throws(
    () => nextAlerts({ ...rule, labels: { instance: "all" } }, [], [sample("a"), sample("b")], 0),
    { name: "RangeError", message: "vector contains metrics with the same labelset after applying alert labels" },
  );
});

test("alertSamples() tells the state, and since when in whole seconds", () => {
  const labels = { alertname: "Down" };
  const alert = { labels, annotations: {}, state: "firing", activeAt: 1_999, value: 4 } as const;
  assert.deepEqual(alertSamples([alert]), [
    { labels: { __name__: "ALERTS", alertname: "Down", alertstate: "firing" }, value: 1 },
    { labels: { __name__: "ALERTS_FOR_STATE", alertname: "Down" }, value: 1 },
  ]);
});
