import type { FactOf } from "../core/fact.ts";
import type { ProbeSource } from "../core/plan.ts";
import { quantile } from "../core/statistics.ts";
import type { Duration, Interval } from "../core/time.ts";
import { firstAt } from "./first-at.ts";
import type { ProbeRequest } from "./report.ts";

/** The record of one probe. */
export interface ProbeRecord {
  readonly source: ProbeSource;
  /** By the moment they were sent, ascending. */
  readonly requests: readonly ProbeRequest[];
  readonly sentAt: Float64Array;
  /** When requests were to be sent: the session, less up to two seconds that the probe took to start and to end. */
  readonly watched: Interval;
  /** A request that is still unanswered at the end is lost when it was open longer than this. */
  readonly patience: Duration;
}

/** What became of a request; `unknown` when the record ended too soon to tell. */
export type Fate = "good" | "lost" | "unknown";

/** The requests of a probe from its facts, each once, the worse result of two; those never answered were open until the session's end. */
export function readProbe(facts: readonly FactOf<"probe">[], source: ProbeSource, session: Interval): ProbeRecord {
  const open = new Set<number>();
  const answered = new Map<number, ProbeRequest>();
  for (const fact of facts) {
    if (fact.probe !== source.name) continue;
    for (const sentAt of fact.open) open.add(sentAt);
    for (const [sentAt, latency, result] of fact.ended) {
      open.delete(sentAt);
      const outcome = outcomeOf(source, latency, result);
      if (outcome === "good" && answered.has(sentAt)) continue;
      answered.set(sentAt, { sentAt, latency, outcome, detail: String(result) });
    }
  }
  const requests = [...answered.values()];
  for (const sentAt of open) {
    if (answered.has(sentAt)) continue;
    requests.push({
      sentAt,
      latency: Math.max(0, session.end - sentAt),
      outcome: "unanswered",
      detail: "no answer yet",
    });
  }
  requests.sort((a, b) => a.sentAt - b.sentAt);
  const good = requests.filter(({ outcome }) => outcome === "good").map(({ latency }) => latency);
  const sentAt = Float64Array.from(requests, (request) => request.sentAt);
  return {
    source,
    requests,
    sentAt,
    watched: watchedPart(session, sentAt[0], sentAt.at(-1), source.interval),
    patience: Math.max(1_000, quantile(good, 0.99) ?? 0),
  };
}

const edge: Duration = 2_000;

function watchedPart(session: Interval, first = Infinity, last = -Infinity, every: Duration): Interval {
  return {
    start: first - session.start <= edge ? Math.max(first, session.start) : session.start,
    end: session.end - last - every <= edge ? Math.min(last + every, session.end) : session.end,
  };
}

/** What became of a request. One that was open at the record's end is lost only if it outlasted the record's patience. */
export function fateOf({ patience }: ProbeRecord, { outcome, latency }: ProbeRequest): Fate {
  if (outcome === "good") return "good";
  return outcome === "unanswered" && latency <= patience ? "unknown" : "lost";
}

/** The requests sent within the half-open interval. */
export function sentIn({ requests, sentAt }: ProbeRecord, { start, end }: Interval): readonly ProbeRequest[] {
  return requests.slice(firstAt(sentAt, start), firstAt(sentAt, end));
}

/** Whether a request got what it asked for, be it late: only such a one has a response time. A quick 502 is not fast. */
export function hasResponseTime({ outcome }: ProbeRequest): boolean {
  return outcome === "good" || outcome === "slow";
}

function outcomeOf(source: ProbeSource, latency: Duration, result: number | string): ProbeRequest["outcome"] {
  if (typeof result === "string") return "failure";
  if (!source.good.status.some(([from, to]) => result >= from && result <= to)) return "bad status";
  return source.good.within !== undefined && latency > source.good.within ? "slow" : "good";
}
