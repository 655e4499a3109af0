import type { Plan } from "../core/plan.ts";
import type { Series } from "../core/series.ts";
import type { Answer, Session } from "../core/session.ts";
import { median } from "../core/statistics.ts";
import type { Duration, Instant, Interval } from "../core/time.ts";
import type { VectorSelector } from "../promql/ast.ts";
import type { SampleStore } from "../promql/engine/store.ts";
import { type Counter, counterOf } from "./counter.ts";
import { firstAt } from "./first-at.ts";
import { type Holdings, holdingsOf } from "./holdings.ts";
import { findSeriesEnds, type SeriesEnds } from "./series-ends.ts";
import { findTargets, type Targets } from "./targets.ts";

/** A session with what every part of the analysis asks of it, worked out once. */
export interface SessionIndex {
  readonly session: Session;
  /** By which it is judged: the session's own, or one with other objectives. */
  readonly plan: Plan;
  /** From the head's start to its end, or to the last thing recorded when it has none. */
  readonly interval: Interval;
  readonly targets: Targets;
  /** The middle gap between scrapes over all targets; `undefined` when `up` is not archived. */
  readonly scrapeInterval: Duration | undefined;
  /** What the archive holds of Prometheus' samples. */
  readonly holdings: Holdings;
  /**
   * The archived series as counters, with what PromQL cannot see of them put in as samples of 0: see `counterOf`. A metric
   * that is no counter means nothing here.
   */
  readonly counted: SampleStore;
  /**
   * Whether no target was scraped, well or not, for two and a half scrape intervals before `at`: Prometheus was down, and
   * what its queries say of that instant is held from before. False before the first archived scrape.
   */
  isUnscraped(at: Instant): boolean;
  answerTo(query: string): Answer | undefined;
  /** The archived series that a selector matches. */
  seriesOf(selector: VectorSelector): readonly Series[];
  /** The archived series that a selector matches, as counters. */
  countersOf(selector: VectorSelector): readonly Counter[];
}

/** Prepares a session for analysis, by its own plan or by another over the same record. */
export function indexSession(session: Session, plan: Plan = session.head.plan): SessionIndex {
  const interval = {
    start: session.head.start,
    end: Math.max(session.head.start, session.head.end ?? lastInstant(session)),
  };
  const holdings = holdingsOf(session, interval.end);
  const targets = findTargets(session.series);
  const answers = new Map(session.answers.map((answer) => [answer.query, answer]));
  const byName = Map.groupBy(session.series, ({ labels }) => labels.__name__ ?? "");
  const counters = new Map<Series, Counter>();
  const ends = new Map<string, SeriesEnds>();
  const endsFor = (name: string): SeriesEnds => {
    const known = ends.get(name) ?? findSeriesEnds(byName.get(name) ?? []);
    ends.set(name, known);
    return known;
  };
  const counterFor = (series: Series): Counter => {
    const known = counters.get(series) ??
      counterOf(series, targets, session.head.start, endsFor(series.labels.__name__ ?? ""));
    counters.set(series, known);
    return known;
  };
  const countersOf = (selector: VectorSelector) => holdings.store.select(selector).map(counterFor);
  const scrapes = Float64Array.from([...targets.values()].flatMap((target) => [...target.scrapes])).sort();
  const scrapeInterval = median([...targets.values()].flatMap((target) => target.interval ?? []));
  const patience = 2.5 * (scrapeInterval ?? Infinity);
  return {
    session,
    plan,
    interval,
    targets,
    scrapeInterval,
    holdings,
    counted: { series: session.series, select: (selector) => countersOf(selector).map(({ counted }) => counted) },
    isUnscraped(at) {
      const last = scrapes[firstAt(scrapes, at + 1) - 1];
      return last !== undefined && at - last > patience;
    },
    answerTo: (query) => answers.get(query),
    seriesOf: (selector) => holdings.store.select(selector),
    countersOf,
  };
}

function lastInstant(session: Session): number {
  let last = session.head.start;
  for (const fact of session.facts) last = Math.max(last, fact.at);
  for (const { times } of session.series) last = Math.max(last, times.at(-1) ?? last);
  return last;
}
