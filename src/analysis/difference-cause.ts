import { formatDuration, formatTimeOfDay } from "../core/format.ts";
import { labelsKey } from "../core/labels.ts";
import type { Answer, AnswerSeries } from "../core/session.ts";
import type { Duration, Instant, Interval } from "../core/time.ts";
import { childrenOf, type Expr } from "../promql/ast.ts";
import { findBlinds } from "./blind.ts";
import { factsOf } from "./facts-of.ts";
import { lossesOf } from "../promql/lack.ts";
import { plural } from "./plural.ts";
import type { Reading } from "./reading.ts";
import { type Reach, reachesOf } from "./selector-reach.ts";
import type { SessionIndex } from "./session-index.ts";
import type { Difference } from "./truth.ts";

/** Why points differ. */
export interface Causes {
  /** As sentences, each with how many points it is about where it is not about all. */
  readonly reasons: readonly string[];
  /** Whether the archive surely lacks what all of them rest on. */
  readonly isCertain: boolean;
}

/** How long a scrape may take: its samples arrive so much later than their stamps. */
const arrival: Duration = 15_000;

/** What may have caused each difference between an answer of Prometheus and the archived samples. */
export function causesOf(
  index: SessionIndex,
  reading: Reading & { readonly expr: Expr },
  answer: Answer,
  differences: readonly Difference[],
): Causes {
  const reaches = reachesOf(reading.expr, reading.step);
  const general = generalCauses(index, reading, answer);
  const blinds = findBlinds(factsOf(index.session.facts, "blind"), index.interval)
    .filter(({ source }) => source === "prometheus");
  const keys = [keysOf(answer.series), keysOf(reading.series)] as const;
  let beyond = 0;
  const counts = new Map<string, number>();
  for (const difference of differences) {
    if (!reading.isArchived(difference.at)) {
      beyond += 1;
      continue;
    }
    const words = momentCause(difference, reaches, index.holdings.until, blinds.map(({ interval }) => interval)) ??
      presenceCause(difference, reaches, keys);
    if (words !== undefined || general.length === 0) {
      const known = words ??
        "The reason is not known: the same samples give another value here than they gave Prometheus";
      counts.set(known, (counts.get(known) ?? 0) + 1);
    }
  }
  const beyondWords = beyondOf(index, reaches, differences.some(({ at }) => at > index.holdings.until));
  return {
    reasons: [
      ...beyond === 0 ? [] : [wordsFor(beyondWords, beyond, differences.length)],
      ...beyond === differences.length ? [] : general,
      ...[...counts].map(([words, count]) => wordsFor(words, count, differences.length)),
    ],
    isCertain: beyond === differences.length,
  };
}

function wordsFor(words: string, count: number, all: number): string {
  return count === all
    ? words
    : `${words} (${plural(count, "point")} of ${plural(all, "that differs", "that differ")})`;
}

/** Where the query looks that the archive holds nothing of. */
function beyondOf({ holdings }: SessionIndex, reaches: readonly Reach[], isLate: boolean): string {
  const [after, until] = [formatTimeOfDay(holdings.after), formatTimeOfDay(holdings.until)];
  if (isLate || reaches.some(({ ahead, at }) => ahead > 0 || at !== undefined)) {
    return `The query looks at instants before ${after} or after ${until} UTC, of which the archive holds no samples`;
  }
  const longest = Math.max(...reaches.map(({ window, offset }) => window + offset));
  return `The query looks back over ${
    formatDuration(longest)
  }, to before ${after} UTC, where the archive's samples begin`;
}

/** What may be behind any difference of this answer. */
function generalCauses(
  { session, holdings }: SessionIndex,
  { expr }: Reading & { expr: Expr },
  answer: Answer,
): string[] {
  const isParted = session.head.status === "recovered" || (answer.end - answer.start) / answer.step > 10_000;
  return [
    ...lossesOf(holdings, expr).map((words) => `The recorder warned: ${words}`),
    ...isParted && asksForBounds(expr)
      ? [
        "Prometheus was asked part by part, and the query depends on the start, the end or the step that it is asked for",
      ]
      : [],
    ...holdings.version === undefined
      ? ["Which version of Prometheus answered is not known: the rules of Prometheus 3 were taken"]
      : [],
    ...betweenRules.test(holdings.version ?? "")
      ? [`Prometheus ${holdings.version} extrapolates rates by the rules of 3, and its windows are those of 2`]
      : [],
  ];
}

/** The versions whose rules are neither those of 2.50 and before nor those of 3. */
const betweenRules = /^v?2\.5[1-9]\./;

/** What about its instant may have caused a difference; `undefined` when nothing is known. */
function momentCause(
  { at }: Difference,
  reaches: readonly Reach[],
  until: Instant,
  blinds: readonly Interval[],
): string | undefined {
  const reach = Math.max(0, ...reaches.map(({ window, offset }) => window + offset));
  const blind = blinds.find((interval) => interval.start <= at && interval.end >= at - reach);
  if (blind !== undefined) {
    return `Prometheus did not answer the recorder from ${formatTimeOfDay(blind.start)} to ${
      formatTimeOfDay(blind.end)
    } UTC: samples of that time may be missing`;
  }
  if (at > until - arrival) {
    return "At the very end Prometheus may have taken in samples after the recorder had fetched them";
  }
  return undefined;
}

/** Why one of the two has no value; `undefined` when both have one, or nothing is known. */
function presenceCause(
  { labels, prometheus, archive }: Difference,
  reaches: readonly Reach[],
  [theirs, ours]: readonly [ReadonlySet<string>, ReadonlySet<string>],
): string | undefined {
  if ((prometheus === undefined) === (archive === undefined)) return undefined;
  if (!ours.has(labelsKey(labels))) return "The archived samples give no such series at any time";
  if (!theirs.has(labelsKey(labels))) return "Prometheus answered no such series at any time";
  if (!reaches.some(({ isInstant }) => isInstant)) return undefined;
  return archive === undefined
    ? "Prometheus had a value where the archive has none: a staleness marker may have been found that was none"
    : "Prometheus had no value where the archive has one: a series ended whose staleness marker was not found";
}

function keysOf(series: readonly AnswerSeries[]): ReadonlySet<string> {
  return new Set(series.map(({ labels }) => labelsKey(labels)));
}

/** Whether an expression depends on the range that a query is asked over. */
export function asksForBounds(expr: Expr): boolean {
  switch (expr.kind) {
    case "selector":
      return typeof expr.at === "string";
    case "call":
      return /^(start|end|range|step)$/.test(expr.name) || childrenOf(expr).some(asksForBounds);
    case "subquery":
      return typeof expr.at === "string" || childrenOf(expr).some(asksForBounds);
    default:
      return childrenOf(expr).some(asksForBounds);
  }
}
