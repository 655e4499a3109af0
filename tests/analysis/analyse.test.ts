import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { analyse } from "../../src/analysis/analyse.ts";
import type { Fact } from "../../src/core/fact.ts";
import type { Session } from "../../src/core/session.ts";
import { drillPlan, drillStart, syntheticSession, truth } from "../fixtures/drill.ts";

const session = syntheticSession();
const report = analyse(session);
const at = (seconds: number) => drillStart + seconds * 1_000;

test("analyse() finds what the drill did to each phase", () => {
  const verdicts = report.objectives.map(({ phases }) => phases.map(({ verdict }) => verdict));
  assert.deepEqual(verdicts, [
    ["pass", "fail", "fail", "pass", "fail"],
    ["pass", "fail", "fail", "pass", "fail"],
    ["pass", "fail", "pass", "inconclusive", "fail"],
  ]);
  assert.equal(report.verdict, "fail");
  assert.equal(report.headline, "The SLA did not hold.");
});

test("analyse() counts errors whose series was born with them", () => {
  const [counts] = report.objectives[1]?.phases[1]?.details ?? [];
  assert.equal(counts?.kind, "counts");
  assert.equal(counts?.kind === "counts" && counts.bad, 26);
  assert.equal(counts?.kind === "counts" && counts.born.length, 1);
});

test("analyse() measures detection and recovery from the fault", () => {
  const [failover] = report.failovers;
  assert.equal(failover?.timeToDetect, 12_700);
  assert.equal(failover?.timeToRecover, 34_000);
  assert.equal(failover?.steps[0]?.kind, "injected");
  assert.deepEqual(failover?.moves.map(({ slot, from, to }) => [slot, from, to]), [
    ["1", "worker-1", "worker-2"],
    ["1", "worker-1", "worker-2"],
    ["3", "worker-1", "worker-2"],
  ]);
});

test("analyse() counts the requests that a fault lost by the moment they were sent", () => {
  const [loss] = report.failovers[0]?.losses ?? [];
  assert.equal(loss?.lost, 26);
  assert.equal(loss?.firstLost, at(truth.halted));
  assert.ok((loss?.lastLost ?? Infinity) < at(truth.nodeDown));
  assert.ok((loss?.longest ?? 0) >= truth.hang);
});

test("analyse() says by how much the metrics dated the outage late", () => {
  const late = report.failovers[0]?.metricsLate;
  assert.ok(late !== undefined && late.onset >= truth.hang && (late.end ?? 0) > truth.hang);
});

test("analyse() does not call an outage over that lasts to the end", () => {
  assert.equal(report.failovers[1]?.timeToRecover, undefined);
  assert.equal(report.probes[0]?.outages.at(-1)?.end, at(truth.end));
});

test("analyse() keeps the quorum unknown until an engine says that there is no leader", () => {
  const spans = report.quorum?.spans.map(({ state, managers, interval }) => [
    state,
    managers,
    (interval.start - drillStart) / 1_000,
  ]);
  assert.deepEqual(spans, [
    ["kept", 1, 0],
    ["kept", 3, truth.promoted],
    ["unknown", 3, truth.quorumBlind - 1],
    ["lost", 3, truth.noLeader],
  ]);
  assert.match(report.quorum?.sentence ?? "", /a majority, two, must be up.*not all of them/s);
});

test("analyse() calls a state last known while no manager answered", () => {
  const lane = report.swarm?.slotLanes.find(({ name }) => name === "myhbsapp_web.1");
  assert.deepEqual(lane?.spans.map(({ state, node, lastKnown }) => [state, node, lastKnown]), [
    ["running", "worker-1", false],
    ["assigned", "worker-2", false],
    ["preparing", "worker-2", false],
    ["running", "worker-2", false],
    ["running", "worker-2", true],
  ]);
});

test("analyse() gives alerts their intervals", () => {
  const [alert] = report.alerts;
  assert.equal(alert?.name, "SlaErrorRate");
  assert.equal(alert?.pending.length, 1);
  assert.equal(alert?.firing.length, 1);
});

test("analyse() is deterministic and does not change its input", () => {
  assert.deepEqual(analyse(syntheticSession()), report);
  assert.deepEqual(session, syntheticSession());
});

const bare: Session = { ...session, facts: [], series: [], answers: [], prometheus: { start: {}, end: {} } };

/** A session with its head's plan changed. */
function withPlan(plan: Partial<typeof drillPlan>, base: Session = session): Session {
  return { ...base, head: { ...base.head, plan: { ...drillPlan, ...plan } } };
}

const noSources = { prometheus: undefined, docker: [], probes: [] };

test("analyse() survives whatever is missing, and never passes", () => {
  const cases: Record<string, Session> = {
    "an empty record": bare,
    "no end": { ...bare, head: { ...bare.head, end: undefined, status: "recovered" } },
    "no answers": { ...session, answers: [] },
    "no raw samples and no answers": { ...session, series: [], answers: [] },
    "no journal": { ...session, facts: [] },
    "an end before the start": { ...session, head: { ...session.head, end: drillStart - 5_000 } },
    "no sources": withPlan({ sources: noSources }),
    "no objectives": withPlan({ objectives: [] }),
    "a step of 0": withPlan({ step: 0, swarmEvery: 0 }, bare),
    "a warm-up longer than the session": withPlan({ warmup: 1e9 }),
  };
  for (const [name, each] of Object.entries(cases)) {
    assert.notEqual(analyse(each).verdict, "pass", name);
  }
});

test("analyse() makes one phase of a session without phases", () => {
  const facts = session.facts.filter(({ kind }) => kind !== "phase");
  assert.deepEqual(analyse({ ...session, facts }).phases.map(({ name }) => name), ["whole session"]);
});

test("analyse() takes phases and marks at the same instant, before the first phase, and without recovery", () => {
  const facts: Fact[] = [
    { kind: "mark", at: at(-5), mark: "fault", label: "too early" },
    { kind: "phase", at: at(10), name: "a" },
    { kind: "phase", at: at(10), name: "b" },
    { kind: "mark", at: at(20), mark: "fault", label: "x" },
    { kind: "mark", at: at(20), mark: "fault", label: "y" },
    { kind: "mark", at: at(999), mark: "fault", label: "too late" },
  ];
  const odd = analyse({ ...session, facts: [...facts, ...session.facts.filter(({ kind }) => kind === "probe")] });
  assert.equal(odd.failovers.length, 4);
  assert.equal(odd.phases[0]?.verdict, "inconclusive");
  assert.equal(odd.failovers[1]?.recovered, undefined);
});

test("analyse() leaves out what has not the shape of the Engine API", () => {
  const odd: Fact[] = [
    { kind: "swarm", at: at(1), source: "manager", object: "node", id: "n", value: { ID: 7 } },
    { kind: "swarm", at: at(2), source: "manager", object: "task", id: "t", value: {} },
    { kind: "swarm", at: at(3), source: "manager", object: "task", id: "t", value: null },
    { kind: "event", at: at(4), source: "manager", event: { Type: "node", Actor: null } },
    { kind: "event", at: at(4), source: "manager", event: { Type: "node", Actor: { Attributes: 3 } } },
    { kind: "mark", at: at(1), mark: "fault", label: "x" },
  ];
  assert.doesNotThrow(() => analyse({ ...bare, facts: odd }));
});

test("analyse() takes an error inside a check as inconclusive with its words", () => {
  const broken = {
    ...session,
    answers: session.answers.map((answer) => ({
      ...answer,
      get step(): number {
        throw new RangeError("no step");
      },
    })),
  };
  const finding = analyse(broken as Session).objectives[0]?.overall;
  assert.equal(finding?.verdict, "inconclusive");
  assert.match(finding?.because ?? "", /no step/);
});

test("analyse() never passes an objective because points of an answer were taken away", () => {
  const gaps = fc.array(fc.boolean(), { minLength: 61, maxLength: 61 });
  fc.assert(
    fc.property(gaps, fc.constantFrom(0, 5_000, 20_000), (gone, least) => {
      const objectives = drillPlan.objectives.map((objective) => ({ ...objective, for: least }));
      const before = analyse(withPlan({ objectives }));
      const answers = session.answers.map((answer) => ({
        ...answer,
        series: answer.series.map(({ labels, times, values }) => ({
          labels,
          times: times.filter((_, index) => !gone[index]),
          values: values.filter((_, index) => !gone[index]),
        })),
      }));
      const after = analyse(withPlan({ objectives }, { ...session, answers }));
      before.objectives.forEach((objective, index) => {
        [objective.overall, ...objective.phases].forEach((finding, place) => {
          const now = after.objectives[index];
          const other = place === 0 ? now?.overall : now?.phases[place - 1];
          if (finding.verdict !== "pass") assert.notEqual(other?.verdict, "pass");
        });
      });
    }),
    { numRuns: 15 },
  );
});

/** Whether a check that did not pass before passes now. */
function passesAnew(before: typeof report, after: typeof report): boolean {
  return before.objectives.some((objective, index) =>
    [objective.overall, ...objective.phases].some((finding, place) => {
      const now = after.objectives[index];
      const other = place === 0 ? now?.overall : now?.phases[place - 1];
      return finding.verdict !== "pass" && other?.verdict === "pass";
    })
  );
}

/** The session's series without the samples of some stretches, each from an offset and as long, in seconds. */
function seriesWithout(gaps: readonly (readonly [from: number, length: number])[]): Session["series"] {
  const isGone = (time: number) => gaps.some(([from, length]) => time >= at(from) && time < at(from + length));
  return session.series.map((each) => ({
    ...each,
    times: each.times.filter((time) => !isGone(time)),
    values: each.values.filter((_, place) => !isGone(each.times[place] ?? NaN)),
  }));
}

test("analyse() never passes an objective because scrapes were not archived, whether or not Prometheus was asked", () => {
  const gaps = fc.array(fc.tuple(fc.integer({ min: -70, max: 290 }), fc.integer({ min: 1, max: 120 })), {
    maxLength: 3,
  });
  const unasked = analyse({ ...session, answers: [] });
  fc.assert(
    fc.property(gaps, (all) => {
      const series = seriesWithout(all);
      assert.equal(passesAnew(report, analyse({ ...session, series })), false);
      assert.equal(passesAnew(unasked, analyse({ ...session, series, answers: [] })), false);
    }),
    { numRuns: 15 },
  );
});

test("analyse() lets no breach hide in a gap into which a window reaches back, where Prometheus was not asked", () => {
  const unasked = analyse({ ...session, answers: [] });
  // A gap just before a phase, and an archive that begins within the reach of a phase's windows.
  for (const gaps of [[[75, 45], [-68, 74], [4, 80]], [[-7, 115], [-69, 15], [-55, 101]]] as const) {
    const after = analyse({ ...session, series: seriesWithout(gaps), answers: [] });
    assert.equal(passesAnew(unasked, after), false);
    assert.match(after.objectives[0]?.phases[2]?.because ?? "", /was not asked from .* reaches back/);
  }
});

test("analyse() judges by other objectives as if they had been recorded, and says so", () => {
  const [responseTime] = drillPlan.objectives;
  assert.ok(responseTime !== undefined);
  const judging = {
    plan: { ...drillPlan, objectives: [{ ...responseTime, threshold: 60 }], panels: [] },
    file: "other.yaml",
    sha256: "ab".repeat(32),
  };
  const other = analyse(session, judging);
  assert.deepEqual(other.objectives.map(({ overall }) => overall.verdict), ["pass"]);
  assert.equal(other.verdict, "pass");
  assert.deepEqual(other.judgedBy, { file: "other.yaml", sha256: judging.sha256 });
  assert.deepEqual(other.truth, report.truth);
  const same = analyse(session, { ...judging, plan: drillPlan });
  assert.deepEqual({ ...same, judgedBy: undefined }, { ...report, judgedBy: undefined });
  assert.equal(report.judgedBy, undefined);
});

test("analyse() finds the answers of Prometheus again", () => {
  const { agree, differ, incomparable, answers } = report.truth;
  assert.deepEqual([agree, differ, incomparable, answers.length], [4, 0, 0, 4]);
});

test("analyse() refuses a session of more than a million steps", () => {
  const tenYears = { ...session.head, end: drillStart + 3_650 * 86_400_000 };
  const large = /more than a million points/;
  assert.throws(() => analyse({ ...session, head: tenYears }), large);
  assert.throws(() => analyse(withPlan({ step: 1e-9 })), large);
});

test("analyse() cannot tell by an answer of more than a million steps", () => {
  const answers = session.answers.map((answer) => ({ ...answer, step: 1e-9 }));
  assert.equal(analyse({ ...session, answers }).objectives[0]?.overall.verdict, "inconclusive");
});

test("analyse() draws panels from the archived samples, and says where Prometheus said something else or nothing", () => {
  const panelOf = (answers: Session["answers"], query = "up") => {
    const panels = [{ id: "p", title: "p", query, unit: "count" as const }];
    const plan = { ...drillPlan, panels: [...drillPlan.panels, ...panels] };
    return analyse({ ...session, answers }, { plan, file: "x", sha256: "" }).panels.at(-1);
  };
  const others = session.answers.filter(({ query }) => query !== "up");
  const [own] = session.answers.filter(({ query }) => query === "up");
  assert.ok(own !== undefined);
  const asked = panelOf(session.answers);
  assert.deepEqual(asked?.warnings, []);
  assert.deepEqual(panelOf(others)?.lines.map(({ points }) => points.every(([, value]) => value === 1)), [true]);
  const failed = panelOf([...others, { ...own, series: [], error: "timeout: too long" }]);
  // The first instant looks back to before the record, so that Prometheus' own value stands there.
  assert.deepEqual(failed?.lines[0]?.points.slice(1), asked?.lines[0]?.points.slice(1));
  assert.match(
    failed?.warnings[0] ?? "",
    /^Prometheus answered with an error: timeout: too long\. The lines are PromQL/,
  );
  const halved = own.series.map((each) => ({ ...each, values: each.values.map((value) => value / 2) }));
  assert.match(
    panelOf([...others, { ...own, series: halved }])?.warnings[0] ?? "",
    /not reproduced.*; the lines are of/,
  );
  assert.match(panelOf(session.answers, "max_over_time(up[1h])")?.error ?? "", /^The query looks back to before/);
  assert.match(panelOf(session.answers, "nowhere")?.error ?? "", /^nowhere was never recorded/);
  assert.deepEqual(panelOf(session.answers, "nowhere")?.lines, []);
});

test("analyse() tells of requests that failed in a phase's warm-up, which its verdict leaves out", () => {
  const doubtsWith = (warmup: number) => {
    const { objectives } = analyse({ ...session, head: { ...session.head, plan: { ...session.head.plan, warmup } } });
    return objectives.flatMap(({ doubts }) => doubts).filter((doubt) => doubt.includes("in the warm-up of"));
  };
  assert.deepEqual(doubtsWith(0), []);
  const [first] = doubtsWith(20_000);
  assert.match(
    first ?? "",
    /^\d+ requests of \d+ that probe \w+ sent in the warm-up of ".+" failed: the verdict of that/,
  );
});
