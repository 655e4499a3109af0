import type {
  Finding,
  Line,
  ObjectiveReport,
  PhaseReport,
  Point,
  ProbeRequest,
  Report,
  Span,
} from "../../src/analysis/report.ts";
import type { Interval } from "../../src/core/time.ts";
import type { Verdict } from "../../src/core/verdict.ts";
import { drillPlan, drillStart, truth } from "../fixtures/drill.ts";

const at = (second: number) => drillStart + second * 1_000;
const span = (start: number, end: number): Interval => ({ start: at(start), end: at(end) });
const whole = span(0, truth.end);

function phase(name: string, start: number, end: number, verdict: Verdict, broken: Interval[]): PhaseReport {
  const timeBroken = broken.reduce((sum, each) => sum + each.end - each.start, 0);
  return { name, interval: span(start, end), judged: span(start + 10, end), verdict, broken, timeBroken };
}

function finding(interval: Interval, verdict: Verdict, broken: Interval[]): Finding {
  return {
    interval,
    verdict,
    because: "for the test",
    value: 0.4,
    valueIs: "mean over the phase",
    extreme: { at: at(110), value: 2.9 },
    broken,
    timeBroken: broken.reduce((sum, each) => sum + each.end - each.start, 0),
    budget: undefined,
    evidence: { source: "Prometheus", query: "q", interval, samples: 60, expected: 60, coverage: 1 },
    details: [],
  };
}

const seconds = Array.from({ length: 61 }, (_, index) => index * 5);
/** A gap from 40 to 50 s, and nothing after 280 s. */
const seen = (second: number) => !(second > 40 && second < 50) && second <= 280;
const line = (name: string, value: (second: number) => number): Line => ({
  name,
  labels: {},
  points: seconds.map((second): Point => [at(second), seen(second) ? value(second) : null]),
});
const hangs = (second: number) => second >= 92 && second < 165;

function objective(id: string, main: Line, besides: Line[], broken: Interval[]): ObjectiveReport {
  const found = drillPlan.objectives.find((each) => each.id === id);
  if (found === undefined) throw new RangeError(`No objective "${id}"`);
  return {
    objective: found,
    line: main,
    besides,
    overall: finding(whole, broken.length > 0 ? "fail" : "pass", broken),
    phases: [],
    doubts: [],
  };
}

function requests(): ProbeRequest[] {
  return Array.from({ length: truth.end * 4 }, (_, index): ProbeRequest => {
    const second = index / 4;
    const sentAt = at(second);
    const wave = ((index * 7_919) % 40) / 10;
    if (second >= 62 && second < 74.7 && index % 4 < 2) {
      return { sentAt, latency: 30_000 + wave, outcome: "bad status", detail: "504" };
    }
    if (second >= 232 && index % 2 === 0) {
      return second < 270
        ? { sentAt, latency: 30_000 + wave, outcome: "bad status", detail: "504" }
        : { sentAt, latency: (truth.end - second) * 1_000, outcome: "unanswered", detail: "no answer yet" };
    }
    if (index === 500) return { sentAt, latency: 3, outcome: "failure", detail: "ECONNREFUSED" };
    return { sentAt, latency: 5 + wave, outcome: "good", detail: "200" };
  });
}

const running = (node: string, start: number, end: number, lastKnown = false): Span => ({
  interval: span(start, end),
  state: "running",
  node,
  lastKnown,
  words: `running on ${node}`,
});
const state = (word: string, node: string | undefined, start: number, end: number, lastKnown = false): Span => ({
  interval: span(start, end),
  state: word,
  node,
  lastKnown,
  words: word,
});
const moved = (): Span[] => [
  running("worker-1", 0, 74.7),
  state("assigned", "worker-2", 74.7, 75.7),
  state("preparing", "worker-2", 75.7, 96),
  running("worker-2", 96, 244),
  running("worker-2", 244, 300, true),
];
const stayed = (node: string): Span[] => [running(node, 0, 244), running(node, 244, 300, true)];
const slot = (service: string, number: number, spans: Span[]) => ({ name: `${service}.${number}`, service, spans });

const outage = [span(62, 75), span(232, 300)];
const brokenTime = [span(92, 165), span(262, 280)];

/** A report as the synthetic drill might give it, small enough for goldens and with every feature that a chart draws. */
export const sampleReport: Report = {
  id: "2026-11-22T231612Z-worker-loss",
  title: "Losing worker-1",
  plan: { id: "worker-loss", title: "Losing a worker" },
  interval: whole,
  status: "complete",
  verdict: "fail",
  headline: "The SLA did not hold.",
  summary: ["Users got errors or no answer for 81 s."],
  phases: [
    phase("baseline", 0, 60, "pass", []),
    phase("one worker", 60, 150, "fail", [span(62, 75), span(92, 150)]),
    phase("recovered", 150, 200, "fail", [span(150, 165)]),
    phase("three managers", 200, 230, "pass", []),
    phase("no quorum", 230, 300, "inconclusive", []),
  ],
  marks: [
    { at: at(62), mark: "fault", label: "worker-1 halted" },
    { at: at(150), mark: "recovered", label: "worker-1 back" },
    { at: at(202), mark: "note", label: "workers promoted" },
    { at: at(232), mark: "fault", label: "worker-1 and worker-2 halted" },
  ],
  objectives: [
    objective(
      "response-time",
      line("mean over 1 min", (second) => (hangs(second) ? 2.2 + (second % 20) / 40 : 0.007)),
      [
        line("p95", (second) => (hangs(second) ? 4.6 : 0.0095)),
      ],
      brokenTime,
    ),
    objective("error-rate", line("50x rate", (second) => (hangs(second) ? 0.107 : 0)), [], brokenTime),
  ],
  broken: [span(62, 75), span(92, 165), span(232, 300)],
  failovers: [{
    fault: { at: at(62), mark: "fault", label: "worker-1 halted" },
    recovered: { at: at(150), mark: "recovered", label: "worker-1 back" },
    interval: span(62, 232),
    steps: ([
      ["injected", 62, "worker-1 halted", 0],
      ["probe failed first", 62, "the first lost request of site is sent", 250],
      ["node down", 74.7, "worker-1 is down", 1_000],
      ["replacement desired", 74.7, "myhbsapp_web.1 is wanted on worker-2 instead of worker-1", 1_000],
      ["replacement desired", 74.7, "myhbsapp_web.3 is wanted on worker-2 instead of worker-1", 1_000],
      ["probe good again", 74.75, "site is answered well again", 250],
      ["objective broken", 92, "Response time is broken", 5_000],
      ["replacement running", 96, "myhbsapp_web.1 runs on worker-2", 1_000],
      ["replacement running", 96, "myhbsapp_web.3 runs on worker-2", 1_000],
      ["alert pending", 98, "alert SlaErrorRate is pending", 5_000],
      ["alert firing", 110, "alert SlaErrorRate fires", 5_000],
      ["recovered", 150, "worker-1 back", 0],
      ["objective held again", 165, "Response time holds again", 5_000],
      ["alert resolved", 165, "alert SlaErrorRate is resolved", 5_000],
    ] as const).map(([kind, second, words, resolution]) => ({
      kind,
      at: at(second),
      offset: Math.round((second - 62) * 1_000),
      words,
      source: "for the test",
      resolution,
    })),
    timeToDetect: 12_700,
    timeToRecover: 34_000,
    recoveryWords: "every replacement runs",
    moves: ["1", "3"].map((number) => ({
      service: "myhbsapp_web",
      slot: number,
      from: "worker-1",
      to: "worker-2",
      desiredAt: at(74.7),
      runningAt: at(96),
    })),
    losses: [],
    metricsLate: { onset: 30_000, end: 90_000 },
    story: [],
  }],
  quorum: {
    spans: [
      { interval: span(0, 202), managers: 1, reachable: 1, needed: 1, leader: "manager", state: "kept" },
      { interval: span(202, 244), managers: 3, reachable: 3, needed: 2, leader: "manager", state: "kept" },
      { interval: span(244, 259), managers: 3, reachable: undefined, needed: 2, leader: undefined, state: "unknown" },
      { interval: span(259, 300), managers: 3, reachable: 1, needed: 2, leader: undefined, state: "lost" },
    ],
    sentence: "Three managers, two needed.",
  },
  swarm: {
    nodes: ["manager", "worker-1", "worker-2"],
    slotLanes: [
      slot("myhbsapp_proxy", 1, stayed("manager")),
      slot("myhbsapp_redis", 1, moved()),
      slot("myhbsapp_web", 1, moved()),
      slot("myhbsapp_web", 2, stayed("worker-2")),
      slot("myhbsapp_web", 3, moved()),
      slot("myhbsapp_web", 4, [...stayed("worker-2").slice(0, 1), state("failed", "worker-2", 244, 300)]),
    ],
    nodeLanes: [
      { name: "manager", service: undefined, spans: [state("ready", undefined, 0, 300)] },
      {
        name: "worker-1",
        service: undefined,
        spans: [
          state("ready", undefined, 0, 74.7),
          state("down", undefined, 74.7, 156),
          state("ready", undefined, 156, 244),
          state("ready", undefined, 244, 300, true),
        ],
      },
      {
        name: "worker-2",
        service: undefined,
        spans: [state("ready", undefined, 0, 244), state("ready", undefined, 244, 300, true)],
      },
    ],
  },
  alerts: [{ name: "SlaErrorRate", labels: { severity: "page" }, pending: [span(98, 110)], firing: [span(110, 165)] }],
  probes: [{ name: "site", url: "http://192.0.2.2/", requests: requests(), outages: outage }],
  panels: [{
    panel: drillPlan.panels[0]!,
    lines: [
      line("200", (second) => 4 - (hangs(second) ? 0.4 : 0)),
      line("504", (second) => (hangs(second) ? 0.43 : 0)),
    ],
    warnings: [],
    error: undefined,
  }],
  blinds: [
    { source: "docker:manager", interval: span(243, 300), reason: "no answer within 800 ms" },
    { source: "docker:worker-1", interval: span(233, 300), reason: "connect ENOENT" },
    { source: "prometheus", interval: span(282, 300), reason: "connection refused" },
  ],
  coverage: [],
  truth: { version: "2.42.0", rules: 2, agree: 0, differ: 0, incomparable: 0, answers: [] },
  doubts: [],
};
