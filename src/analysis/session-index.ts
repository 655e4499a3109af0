import type { Fact, FactOf } from "../core/fact.ts";
import type { Labels } from "../core/labels.ts";
import type { Series } from "../core/series.ts";
import type { Answer, Session } from "../core/session.ts";
import { median } from "../core/statistics.ts";
import type { Duration, Instant, Interval } from "../core/time.ts";
import type { VectorSelector } from "../promql/ast.ts";
import { matchesLabels, metricOf } from "../promql/selectors.ts";
import { type Counter, counterOf } from "./counter.ts";
import { firstAt } from "./first-at.ts";
import { findSeriesEnds, type SeriesEnds } from "./series-ends.ts";
import { findTargets, type Targets } from "./targets.ts";

/** A session with what every part of the analysis asks of it, worked out once. */
export interface SessionIndex {
  readonly session: Session;
  /** From the head's start to its end, or to the last thing recorded when it has none. */
  readonly interval: Interval;
  readonly targets: Targets;
  /** The middle gap between scrapes over all targets; `undefined` when `up` is not archived. */
  readonly scrapeInterval: Duration | undefined;
  /**
   * Whether no target was scraped, well or not, for two and a half scrape intervals before `at`: Prometheus was down, and
   * what its queries say of that instant is held from before. False before the first archived scrape.
   */
  isUnscraped(at: Instant): boolean;
  answerTo(query: string): Answer | undefined;
  /** The archived series that a selector matches. */
  seriesOf(selector: VectorSelector): Series[];
  /** The counters of that name whose labels pass the test. */
  countersOf(name: string, test: (labels: Labels) => boolean): Counter[];
}

/** Prepares a session for analysis. */
export function indexSession(session: Session): SessionIndex {
  const targets = findTargets(session.series);
  const answers = new Map(session.answers.map((answer) => [answer.query, answer]));
  const byName = new Map<string, Series[]>();
  for (const series of session.series) {
    const name = series.labels.__name__ ?? "";
    const known = byName.get(name);
    if (known === undefined) byName.set(name, [series]);
    else known.push(series);
  }
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
  const scrapes = Float64Array.from([...targets.values()].flatMap((target) => [...target.scrapes])).sort();
  const scrapeInterval = median([...targets.values()].flatMap(({ interval }) => interval ?? []));
  const patience = 2.5 * (scrapeInterval ?? Infinity);
  return {
    session,
    interval: {
      start: session.head.start,
      end: Math.max(session.head.start, session.head.end ?? lastInstant(session)),
    },
    targets,
    scrapeInterval,
    isUnscraped(at) {
      const last = scrapes[firstAt(scrapes, at + 1) - 1];
      return last !== undefined && at - last > patience;
    },
    answerTo: (query) => answers.get(query),
    seriesOf(selector) {
      const name = metricOf(selector);
      const candidates = name === undefined ? session.series : byName.get(name) ?? [];
      return candidates.filter(({ labels }) => matchesLabels(selector, labels));
    },
    countersOf: (name, test) => (byName.get(name) ?? []).filter(({ labels }) => test(labels)).map(counterFor),
  };
}

/** The facts of one kind, in the order of `at`. */
export function factsOf<Kind extends Fact["kind"]>(facts: readonly Fact[], kind: Kind): FactOf<Kind>[] {
  return facts.filter((fact): fact is FactOf<Kind> => fact.kind === kind).sort((a, b) => a.at - b.at);
}

function lastInstant(session: Session): number {
  let last = session.head.start;
  for (const fact of session.facts) last = Math.max(last, fact.at);
  for (const { times } of session.series) last = Math.max(last, times.at(-1) ?? last);
  return last;
}
