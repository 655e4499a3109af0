import type { Panel } from "../core/plan.ts";
import type { Duration, Instant, Interval } from "../core/time.ts";
import type { Verdict } from "../core/verdict.ts";
import type { ObjectiveReport } from "./finding.ts";
import type { Line } from "./line.ts";
import type { Truth } from "./truth.ts";

export type * from "./finding.ts";
export type * from "./line.ts";
export type * from "./truth.ts";

/** A phase with the worst of its findings. */
export interface PhaseReport {
  readonly name: string;
  readonly interval: Interval;
  /** The judged part, warm-up left out. */
  readonly judged: Interval;
  readonly verdict: Verdict;
  /** Union of the objectives' broken intervals and the probe's outages inside this phase. */
  readonly broken: readonly Interval[];
  readonly timeBroken: Duration;
}

/** A labelled instant. */
export interface MarkReport {
  readonly at: Instant;
  readonly mark: "note" | "fault" | "recovered";
  readonly label: string;
}

/** What a step of a failover was. */
export type StepKind =
  | "injected"
  | "recovered"
  | "node down"
  | "node ready"
  | "leader lost"
  | "leader elected"
  | "replacement desired"
  | "replacement running"
  | "probe failed first"
  | "probe failed last"
  | "probe good again"
  | "objective broken"
  | "objective held again"
  | "alert pending"
  | "alert firing"
  | "alert resolved";

/** One step of a failover. */
export interface Step {
  readonly kind: StepKind;
  readonly at: Instant;
  /** From the fault. */
  readonly offset: Duration;
  /** A sentence without the instant: "worker-1 is down". */
  readonly words: string;
  /** Who said so: "Swarm, as manager saw it", "probe site", "Prometheus". */
  readonly source: string;
  /** The step happened at most this long before `at` (poll or scrape interval). */
  readonly resolution: Duration;
}

/** A slot whose task was replaced on a node. */
export interface TaskMove {
  readonly service: string;
  /** `1`, or the node's name for a global service. */
  readonly slot: string;
  readonly from: string;
  readonly to: string;
  readonly desiredAt: Instant;
  /** `undefined` when it never ran within the session. */
  readonly runningAt: Instant | undefined;
}

/**
 * What a probe lost to one fault, by time sent: of the requests from its mark, or from the first one lost where an
 * outage began up to 15 s before the mark and ran up to or over it (marks are set by hand, and late), until the next
 * fault is felt in the same way or the session ends. A request counts for one fault only.
 */
export interface ProbeLoss {
  readonly probe: string;
  readonly sent: number;
  readonly lost: number;
  /** Before the fault's mark when that was set late. */
  readonly firstLost: Instant | undefined;
  readonly lastLost: Instant | undefined;
  readonly longest: Duration | undefined;
  /** Requests sent from the first lost one to the last, those two included; absent when none was lost. */
  readonly sentBetween?: number;
}

/** The story of one fault, until the next fault or the end. */
export interface Failover {
  readonly fault: MarkReport;
  readonly recovered: MarkReport | undefined;
  readonly interval: Interval;
  /** In the order of `at`; the first is the injection, unless requests were lost before its mark. */
  readonly steps: readonly Step[];
  /** From the fault to the Swarm's first word of it (node down, leader lost or changed, replacement desired). */
  readonly timeToDetect: Duration | undefined;
  /** From the fault until every replacement runs and the probe is answered well again; `undefined` when that was not seen. */
  readonly timeToRecover: Duration | undefined;
  /** What `timeToRecover` rests on, or why there is none. */
  readonly recoveryWords: string;
  readonly moves: readonly TaskMove[];
  readonly losses: readonly ProbeLoss[];
  /** How much later than the probe the metrics dated the outage; `undefined` when one of the two saw none. */
  readonly metricsLate: { readonly onset: Duration; readonly end: Duration | undefined } | undefined;
  /** The story in sentences, each with its instant. */
  readonly story: readonly { readonly at: Instant; readonly offset: Duration; readonly text: string }[];
}

/** The managers over an interval in which nothing about them changed. */
export interface QuorumSpan {
  readonly interval: Interval;
  readonly managers: number;
  /** `undefined` while no manager answered. */
  readonly reachable: number | undefined;
  /** floor(managers / 2) + 1. */
  readonly needed: number;
  readonly leader: string | undefined;
  /** `kept`, `lost` when a manager said there is no leader, `unknown` while none answered. */
  readonly state: "kept" | "lost" | "unknown";
}

/** Over the session, whether the Swarm had managers enough to elect a leader. */
export interface QuorumReport {
  readonly spans: readonly QuorumSpan[];
  /** "Three managers, two needed. From … to … two were lost: the one left cannot elect a leader …" */
  readonly sentence: string;
}

/** A stretch of a lane in one state. */
export interface Span {
  readonly interval: Interval;
  /** SwarmKit's own word: `ready`, `down`, `running`, `preparing`. */
  readonly state: string;
  /** The node's name, for a task. */
  readonly node: string | undefined;
  /** True when the state is only the last known one (its node is down, or no manager answered). */
  readonly lastKnown: boolean;
  /** For readers: "task 4fx2 running on worker-1, last known". */
  readonly words: string;
}

/** What a slot or a node was over time: its stretches, in order. */
export interface Lane {
  /** `web.1` or `worker-1`. */
  readonly name: string;
  /** Service of a slot lane. */
  readonly service: string | undefined;
  readonly spans: readonly Span[];
}

/** Who ran where. */
export interface SwarmReport {
  /** Names in a fixed order, which gives each its colour. */
  readonly nodes: readonly string[];
  readonly nodeLanes: readonly Lane[];
  readonly slotLanes: readonly Lane[];
}

/** When an alert was pending and firing against when the objectives were really broken. */
export interface AlertReport {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly pending: readonly Interval[];
  readonly firing: readonly Interval[];
}

/** One request of a probe. */
export interface ProbeRequest {
  readonly sentAt: Instant;
  /** ms until the answer or the failure; until the end of the record when it was never answered. */
  readonly latency: Duration;
  readonly outcome: "good" | "bad status" | "slow" | "failure" | "unanswered";
  /** HTTP status or the failure's reason. */
  readonly detail: string;
}

/** What a probe saw. */
export interface ProbeReport {
  readonly name: string;
  readonly url: string;
  readonly requests: readonly ProbeRequest[];
  /** From the first lost request of a run to the first good one sent after it. */
  readonly outages: readonly Interval[];
}

/** A stretch in which a source did not answer, and why. */
export interface BlindReport {
  readonly source: string;
  readonly interval: Interval;
  readonly reason: string;
}

/** A panel's query over the session; `error` is why it has no lines. */
export interface PanelReport {
  readonly panel: Panel;
  readonly lines: readonly Line[];
  readonly warnings: readonly string[];
  readonly error: string | undefined;
}

/** How much of the session a source was seen. */
export interface SourceCoverage {
  readonly source: string;
  readonly expected: number;
  readonly seen: number;
  readonly coverage: number;
  readonly words: string;
}

/** The computed answer to a session: everything that a page, a text or an export shows. JSON throughout. */
export interface Report {
  readonly id: string;
  readonly title: string;
  readonly plan: { readonly id: string; readonly title: string };
  /** The file whose objectives the session was judged by, in place of those that it was recorded with. */
  readonly judgedBy?: { readonly file: string; readonly sha256: string };
  readonly interval: Interval;
  readonly status: "recording" | "complete" | "recovered";
  readonly verdict: Verdict;
  /** "The SLA did not hold." */
  readonly headline: string;
  /** Two or three sentences after the headline: how long, how many, why. */
  readonly summary: readonly string[];
  readonly phases: readonly PhaseReport[];
  readonly marks: readonly MarkReport[];
  readonly objectives: readonly ObjectiveReport[];
  /** Union of all broken intervals and probe outages, over all. */
  readonly broken: readonly Interval[];
  readonly failovers: readonly Failover[];
  /** `undefined` when no Swarm was watched. */
  readonly quorum: QuorumReport | undefined;
  readonly swarm: SwarmReport | undefined;
  readonly alerts: readonly AlertReport[];
  readonly probes: readonly ProbeReport[];
  readonly panels: readonly PanelReport[];
  readonly blinds: readonly BlindReport[];
  readonly coverage: readonly SourceCoverage[];
  /** Whether Prometheus' captured answers are had again from the archived samples. */
  readonly truth: Truth;
  /** What a reader must know before believing the rest. */
  readonly doubts: readonly string[];
}
