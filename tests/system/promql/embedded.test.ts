import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { after, before, test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { readPlan } from "../../../src/archive/plan-fs.ts";
import { formatLabels, type Labels, labelsKey } from "../../../src/core/labels.ts";
import type { Duration, Instant } from "../../../src/core/time.ts";
import { keepBeat } from "../../../src/lab/prometheus/beat.ts";
import { labPrometheus } from "../../../src/lab/prometheus/config.ts";
import { planQueries } from "../../../src/promql/selection.ts";
import { strangePaths } from "../parts/shape.ts";
import { type Answer, askPrometheus } from "./answer.ts";
import { beatRule, type BothInStep, startBoth } from "./both-in-step.ts";
import {
  brokenState,
  isDead,
  otherText,
  proxySeries,
  proxyText,
  stamped,
  stateCount,
  stateLength,
} from "./changing-story.ts";
import { type ChangingTarget, type Side, startTarget } from "./changing-target.ts";
import { hasSameScrapes, type LiveRecord, readRecord } from "./live-record.ts";

const sides = ["real", "embedded"] as const;
let proxy: ChangingTarget;
let other: ChangingTarget;
let both: BothInStep;
/** The story, from the second scrape of both to its end. */
let story: { readonly start: Instant; readonly end: Instant };
let records: Readonly<Record<Side, LiveRecord>>;

before(async () => {
  proxy = await startTarget(proxyText);
  other = await startTarget(otherText);
  const [lab] = labPrometheus({ metrics: 0, prometheus: 0 }).groups;
  both = await startBoth([proxy.address, other.address], {
    name: "rules",
    rules: [
      ...lab?.rules ?? [],
      {
        kind: "alert",
        name: "Down",
        expr: "up == 0",
        for: 1_000,
        labels: { severity: "page", where: "{{ $labels.instance }}" },
        annotations: { summary: "{{ $labels.job }} is at {{ $value }}" },
      },
      { kind: "alert", name: "Always", expr: "vector(0.25)", for: 0, annotations: { value: "{{ $value }}" } },
      { kind: "record", name: beatRule, expr: "vector(1)", labels: { by: "rule" } },
      { kind: "record", name: "demo:requests:rate", expr: "sum by (code) (rate(traefik_service_requests_total[2s]))" },
    ],
  });
  const start = Date.now();
  await Promise.all([tell(proxy), tell(other)]);
  story = { start, end: Date.now() };
  const [real, embedded] = await Promise.all(
    sides.map((side) => readRecord(side, both.urls[side], [proxy, other], story.end)),
  );
  assert.ok(real !== undefined && embedded !== undefined);
  records = { real, embedded };
});
after(async () => {
  await both?.stop();
  await Promise.all([proxy?.die(), other?.die()]);
});

/** Leads a target through the story: each state begins midway between two scrapes. */
async function tell(target: ChangingTarget): Promise<void> {
  const ended = new AbortController();
  const offset = ((both.phases[target.address] ?? 0) + stateLength / 2) % stateLength;
  const effects = { now: Date.now, sleep: (duration: Duration) => sleep(duration) };
  await keepBeat(
    { interval: stateLength, offset },
    async () => {
      const state = target.state() + 1;
      if (target === other && isDead(state) !== isDead(state - 1)) {
        await (isDead(state) ? target.die() : target.revive());
      }
      if (state === stateCount) ended.abort();
      else target.enter(state);
    },
    ended.signal,
    effects,
  );
}

test("both scrape the same targets at the same instants", (context) => {
  for (const { address } of [proxy, other]) {
    const [theirs, ours] = sides.map((side) =>
      (records[side].scrapes.get(address) ?? []).filter(({ at }) => at > story.start)
    );
    assert.ok(theirs !== undefined && ours !== undefined);
    const same = theirs.filter(({ at, state }) => ours.some((scrape) => scrape.at === at && scrape.state === state));
    context.diagnostic(
      `${address}: ${theirs.length} scrapes of the real one, ${ours.length} of ours, ${same.length} alike`,
    );
    // Both begin and end within the story, and a timer may be late; a machine that stands still proves nothing.
    assert.ok(Math.abs(theirs.length - ours.length) <= 2);
    assert.ok(theirs.length >= stateCount - 4);
    assert.ok(same.length >= 0.7 * theirs.length, "too few scrapes were alike for a comparison");
  }
});

/** What a target told in a state, as series: by the labels that a Prometheus gives them. */
function truthOf(target: ChangingTarget, state: number): Map<string, number> {
  const own = { job: "demo", instance: target.address };
  const truth = target === proxy ? proxySeries(state, own) : [[{ __name__: "demo_state", ...own }, state] as const];
  return new Map(truth.map(([labels, value]) => [labelsKey(labels), value]));
}

const ownNames = /^(?:up|scrape_.*|ALERTS|ALERTS_FOR_STATE|demo:.*|demo_stamped)$/;

for (const side of sides) {
  test(`the ${side} one holds what the targets told it, sample by sample`, () => {
    const { series, scrapes } = records[side];
    for (const target of [proxy, other]) {
      const exposed = [...series].filter(([, { labels }]) =>
        labels["instance"] === target.address && !ownNames.test(labels["__name__"] ?? "")
      );
      for (const { at, isUp, state } of scrapes.get(target.address) ?? []) {
        const truth = isUp && state !== undefined ? truthOf(target, state) : new Map<string, number>();
        const held = new Map(exposed.flatMap(([key, { times, values }]) => {
          const index = Array.from(times).indexOf(at);
          return index < 0 ? [] : [[key, values[index]]];
        }));
        assert.deepEqual(held, truth, `${target.address} at ${at}, state ${state}`);
        if (state !== undefined && at > story.start) assert.equal(isUp, target === other || state !== brokenState);
      }
    }
    const self = [...series.values()].find(({ labels }) => labels["__name__"] === stamped.name);
    const states = Array.from(self?.values ?? []);
    assert.deepEqual(Array.from(self?.times ?? []), states.map(stamped.at));
    assert.ok(states.length >= 0.9 * stateCount);
  });
}

test("both have the same series", () => {
  const [theirs, ours] = sides.map((side) =>
    Array.from(records[side].series.values())
      .filter(({ times }) => (times[times.length - 1] ?? 0) > story.start)
      .map(({ labels }) => formatLabels(labels)).sort()
  );
  assert.deepEqual(ours, theirs);
  const states = (theirs ?? []).flatMap((text) =>
    /^ALERTS\{alertname="(\w+)", alertstate="(\w+)"/.exec(text)?.slice(1, 3).join(" ") ?? []
  );
  assert.deepEqual([...new Set(states)], [
    "Always firing",
    "Down firing",
    "Down pending",
    "FailedAnswers firing",
    "FailedAnswers pending",
    "SlowAnswers firing",
    "SlowAnswers pending",
  ]);
});

/**
 * Compares the answers to a query at each step over the story, and fails where they differ without a reason: the scrapes
 * of both in the `reach` ms before, which the answer rests on, were not stamped alike or did not meet the same state.
 */
async function compare(query: string, step: Duration, reach: Duration): Promise<{ alike: number; excused: number }> {
  const start = Math.ceil((story.start + 4_000) / 1_000) * 1_000;
  const moment = { kind: "range", start, end: Math.floor(story.end / 1_000) * 1_000, step } as const;
  const [theirs, ours] = await Promise.all(sides.map((side) => askPrometheus(both.urls[side], query, moment)));
  const [left, right] = [pointsOf(theirs), pointsOf(ours)];
  let alike = 0;
  let excused = 0;
  for (const key of new Set([...left.keys(), ...right.keys()])) {
    const [their, our] = [left.get(key), right.get(key)];
    if (their !== undefined && our !== undefined && isClose(their.value, our.value)) {
      alike++;
      continue;
    }
    const at = (their ?? our)?.at ?? 0;
    const isExcused = !hasSameScrapes(records.real, records.embedded, at - reach, at);
    assert.ok(isExcused, `${query}: ${key} is ${their?.value}, ours ${our?.value}, from the same scrapes`);
    excused++;
  }
  assert.ok(alike > 0, `${query} has no answer`);
  return { alike, excused };
}

function pointsOf(answer: Answer | undefined): Map<string, { at: Instant; value: number }> {
  assert.equal(answer?.kind, "value", answer?.kind === "refusal" ? answer.text : "");
  return new Map(
    answer.series.flatMap(({ labels, times, values }) =>
      Array.from(
        times,
        (at, index) => [`${formatLabels(labels)} at ${at}`, { at, value: values[index] ?? NaN }] as const,
      )
    ),
  );
}

/** Their order of summing may be another: a billionth is left. */
function isClose(a: number, b: number): boolean {
  return Object.is(a, b) || Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
}

test("both answer the demo plan's queries alike, where they scraped alike", async (context) => {
  const plan = await readPlan(new URL("../../..", import.meta.url).pathname, "demo");
  const queries = planQueries(plan);
  assert.ok(queries.length >= 5);
  for (const { name, query } of queries) {
    const { alike, excused } = await compare(query, 250, 2_500);
    context.diagnostic(`${name}: ${alike} points alike, ${excused} after scrapes that were not`);
    assert.ok(alike > excused, name);
  }
});

test("series end and return at the same instants, alerts too", async (context) => {
  const reports = "scrape_samples_scraped|scrape_samples_post_metric_relabeling|scrape_series_added";
  // What a rule says rests on what was scraped before, and an alert on what it was before.
  const asked: readonly (readonly [query: string, reach: Duration])[] = [
    [`{__name__=~"traefik_.+|demo_.+|up|${reports}"}`, 1_100],
    ['{__name__=~"ALERTS|demo:.+"}', 4_000],
    ['ALERTS_FOR_STATE{alertname!="Always"}', 8_000],
  ];
  for (const [query, reach] of asked) {
    const { alike, excused } = await compare(query, 50, reach);
    context.diagnostic(`${query}: ${alike} points alike, ${excused} after scrapes that were not`);
    assert.ok(alike > excused, query);
  }
});

/** The `data` of an answer of each side, the real one's first. */
async function askBoth<Data>(path: string): Promise<[Data, Data]> {
  const [theirs, ours] = await Promise.all(sides.map(async (side) => {
    const { data } = await (await fetch(`${both.urls[side]}/api/v1/${path}`)).json() as { data: Data };
    return data;
  }));
  assert.ok(theirs !== undefined && ours !== undefined, path);
  return [theirs, ours];
}

test("the embedded one says nothing that the real one does not say", async () => {
  const now = Math.floor(Date.now() / 1_000);
  const paths = [
    "query?query=up",
    "query?query=up[20000ms]",
    "query?query=time()",
    `query_range?query=up&start=${now - 20}&end=${now}&step=5`,
    "series?match[]=up",
    "labels",
    "metadata?metric=traefik_open_connections",
    ...["alerts", "targets", "rules", "status/buildinfo", "status/runtimeinfo", "status/config", "status/flags"],
  ];
  for (const path of paths) {
    const [theirs, ours] = await askBoth<unknown>(path);
    assert.deepEqual(strangePaths(ours, theirs), [], path);
  }
});

test("both list labels, values and descriptions alike", async () => {
  for (const path of ["labels", "label/__name__/values", "label/code/values", "label/alertstate/values", "metadata"]) {
    const [theirs, ours] = await askBoth<unknown>(path);
    assert.deepEqual(ours, theirs, path);
  }
});

type Records = readonly Readonly<Record<string, unknown>>[];

test("both tell alike of targets and rules", async () => {
  const pick = (records: Records, ...names: readonly string[]) =>
    records.map((each) => Object.fromEntries(names.map((name) => [name, each[name]])));
  const targets = await askBoth<{ activeTargets: Records }>("targets");
  const [theirs, ours] = targets.map(({ activeTargets }) =>
    pick(
      activeTargets,
      "labels",
      "discoveredLabels",
      "scrapePool",
      "scrapeUrl",
      "health",
      "lastError",
      "scrapeInterval",
    )
      .sort((a, b) => labelsKey(a["labels"] as Labels) < labelsKey(b["labels"] as Labels) ? -1 : 1)
  );
  assert.deepEqual(ours, theirs);
  const rules = await askBoth<{ groups: readonly { rules: Records }[] }>("rules");
  const [their, our] = rules.map(({ groups }) =>
    pick(groups[0]?.rules ?? [], "name", "type", "query", "duration", "labels", "annotations", "health", "state")
      .map((rule) => ({ ...rule, query: withSortedMatchers(String(rule["query"])) }))
  );
  assert.deepEqual(our, their);
  const alerts = await askBoth<{ alerts: Records }>("alerts");
  const [active, kept] = alerts.map(({ alerts }) => pick(alerts, "labels", "annotations", "state"));
  assert.deepEqual(kept, active);
  const values = alerts.map(({ alerts }) =>
    alerts.find(({ annotations }) => isDeepStrictEqual(annotations, { value: "0.25" }))?.["value"]
  );
  assert.deepEqual(values, ["2.5e-01", "2.5e-01"]);
});

/** Prometheus prints matchers in the order of their names. */
function withSortedMatchers(query: string): string {
  return query.replace(/\{([^}]*)\}/g, (_, inner: string) => `{${inner.split(/, ?/).sort().join(",")}}`);
}
