import { sampleLoss } from "../core/sample-loss.ts";
import { recordedPast, type Session } from "../core/session.ts";
import type { Instant } from "../core/time.ts";
import { sessionOptions } from "../promql/api/session-options.ts";
import type { VectorSelector } from "../promql/ast.ts";
import type { QueryOptions, Rules } from "../promql/engine/options.ts";
import { type SampleStore, storeOf } from "../promql/engine/store.ts";
import type { Loss } from "../promql/lack.ts";
import { parseQuery } from "../promql/parse.ts";
import { selectSeries } from "../promql/selection.ts";
import { findSelectors } from "../promql/selectors.ts";
import { factsOf } from "./facts-of.ts";

/** What the archive of a session holds of its Prometheus; instants are of Prometheus' clock. */
export interface Holdings {
  readonly store: SampleStore;
  /** As Prometheus said; `undefined` when it never answered. */
  readonly version: string | undefined;
  /** By which rules that version answers. */
  readonly rules: Rules;
  /** How it would evaluate a query. */
  readonly options: QueryOptions;
  /** Only samples later than this were fetched. */
  readonly after: Instant;
  /** Samples up to this were fetched, unless Prometheus did not answer. */
  readonly until: Instant;
  /** The selectors whose samples were fetched: those of the recorded plan. */
  readonly selectors: readonly VectorSelector[];
  /** What the recorder warned of: samples of a selector that the archive lacks. */
  readonly losses: readonly Loss[];
}

/** What the archive of a session that ended at `end`, by the recorder's clock, holds. */
export function holdingsOf(session: Session, end: Instant): Holdings {
  const { head, facts } = session;
  const offset = head.clockOffsets.find(({ source }) => source === "prometheus")?.offset ??
    factsOf(facts, "clock").find(({ source }) => source === "prometheus")?.offset ?? 0;
  const options = sessionOptions(session);
  return {
    store: storeOf(session.series),
    version: head.versions.prometheus,
    rules: options.rules ?? 3,
    options,
    after: head.start + offset - recordedPast,
    // What was answered was asked after the samples up to its end had been fetched.
    until: Math.max(end + offset, ...session.answers.map((answer) => answer.end), lastSample(session)),
    ...recordedOf(session),
  };
}

/** What was to be recorded of a session's Prometheus, and what the recorder warned is not all there. */
export function recordedOf({ head, facts }: Pick<Session, "head" | "facts">): Pick<Holdings, "selectors" | "losses"> {
  const { selectors } = selectSeries(head.plan);
  const warnings = factsOf(facts, "warning").filter(({ source }) => source === "prometheus").map(({ text }) => text);
  return {
    selectors: selectors.flatMap((text) => findSelectors(parseQuery(text))),
    losses: selectors.flatMap((text) =>
      warnings.filter((words) => tellsOf(words, text)).flatMap((words) =>
        findSelectors(parseQuery(text)).map((selector) => ({ selector, words }))
      )
    ),
  };
}

function lastSample({ series }: Session): Instant {
  return series.reduce((last, { times }) => Math.max(last, times.at(-1) ?? last), -Infinity);
}

/** Whether a warning of the recorder tells of samples of that selector which were not recorded. */
function tellsOf(words: string, selector: string): boolean {
  return words === sampleLoss.histograms(selector) || words === sampleLoss.later(selector) ||
    words.startsWith(sampleLoss.refused(selector, "")) || words.endsWith(sampleLoss.markers(selector, ""));
}
