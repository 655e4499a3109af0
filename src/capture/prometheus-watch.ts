import type { Recording } from "../archive/recording-fs.ts";
import type { Fact } from "../core/fact.ts";
import type { Plan } from "../core/plan.ts";
import type { Duration, Instant } from "../core/time.ts";
import { planQueries, selectSeries } from "../promql/selection.ts";
import { type KnownAlerts, noteAlerts } from "./alert-change.ts";
import { collectAnswers } from "./answers.ts";
import type { ClockReading, Prometheus } from "./prometheus.ts";
import { recordSelf } from "./prometheus-self.ts";
import { retry } from "./retry.ts";
import { collectSamples } from "./samples.ts";
import type { Sight } from "./sight.ts";
import { reasonOf, SourceError } from "./source-error.ts";

/** The name under which facts speak of the plan's Prometheus. */
const prometheusName = "prometheus";

/** What the watch needs of the recorder. */
export interface PrometheusWatchContext {
  readonly plan: Plan;
  readonly prometheus: Prometheus;
  readonly recording: Recording;
  readonly sight: Sight;
  write(fact: Fact): void;
  now(): Instant;
  /** How far before the start samples are fetched, so that rates at the start have their past, ms. */
  readonly history: Duration;
}

/** Prometheus' part of a recording. */
export interface PrometheusWatch {
  /** Its clock and version, and its account of itself. */
  begin(): Promise<{ readonly version: string | undefined; readonly clock: ClockReading | undefined }>;
  /** One round: clock, samples, answers, alerts. */
  round(): Promise<void>;
  /** The last round, then the final answers and the closing account. */
  finish(): Promise<void>;
}

const smallestReach: Duration = 15_000;

/** Records what the plan wants of Prometheus from `start` on, by the recorder's clock. */
export function watchPrometheus(context: PrometheusWatchContext, start: Instant): PrometheusWatch {
  const { plan, prometheus, recording, sight, write, now } = context;
  const selection = selectSeries(plan);
  const every = plan.sources.prometheus?.every ?? smallestReach;
  const reach = Math.max(every, smallestReach);
  const alerts: KnownAlerts = new Map();
  const warned = new Set<string>();
  let clock: ClockReading | undefined;
  let config: string | undefined;
  let collected: { samples: ReturnType<typeof collectSamples>; answers: ReturnType<typeof collectAnswers> } | undefined;

  function warn(texts: readonly string[]): void {
    for (const text of texts) {
      if (warned.has(text)) continue;
      warned.add(text);
      write({ kind: "warning", at: now(), source: prometheusName, text });
    }
  }

  /** The best of three readings: the first one also pays for the connection. */
  async function readClock(): Promise<ClockReading> {
    const readings = [await prometheus.clock(), await prometheus.clock(), await prometheus.clock()];
    return readings.reduce((a, b) => (b.roundTrip < a.roundTrip ? b : a));
  }

  /** Prometheus' present instant; `undefined` while it does not answer. */
  async function present(attempts: number): Promise<Instant | undefined> {
    try {
      const reading = await retry(clock === undefined ? readClock : prometheus.clock, attempts);
      const moved = clock === undefined ||
        Math.abs(reading.offset - clock.offset) > 100 + (reading.roundTrip + clock.roundTrip) / 2;
      if (moved) {
        clock = reading;
        write({ kind: "clock", at: now(), source: prometheusName, ...reading });
      }
      return now() + (clock ?? reading).offset;
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      sight.lost(prometheusName, "api", reasonOf(error));
      return undefined;
    }
  }

  function collectors() {
    const begun = start + (clock?.offset ?? 0);
    collected ??= {
      samples: collectSamples(prometheus, recording, selection.selectors, begun - context.history),
      answers: collectAnswers(prometheus, recording, planQueries(plan), { start: begun, step: plan.step }),
    };
    return collected;
  }

  async function noteAlertStates(): Promise<void> {
    try {
      const { result } = await prometheus.alerts();
      for (const fact of noteAlerts(alerts, result, now())) write(fact);
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      warn([`Prometheus gave no alerts: ${reasonOf(error)}`]);
    }
  }

  async function fetchSamples(end: Instant, back: Duration, attempts: number): Promise<boolean> {
    const { warnings, failure } = await collectors().samples.fetch(end, back, attempts);
    warn(warnings);
    if (failure === undefined) sight.seen(prometheusName, "api");
    else sight.lost(prometheusName, "api", failure);
    return failure === undefined;
  }

  return {
    async begin() {
      warn(selection.unreadable.map(({ query, reason }) => `Cannot read the query ${query}: ${reason}`));
      if (await present(2) === undefined) return { version: undefined, clock: undefined };
      sight.seen(prometheusName, "api");
      const account = await recordSelf(prometheus, recording, "start");
      warn(account.warnings);
      if (account.config !== undefined) await recording.writeConfig("prometheus/running.yml", account.config);
      config = account.config;
      return { version: account.version, clock };
    },
    async round() {
      const end = await present(1);
      if (end === undefined || !await fetchSamples(end, reach, 2)) return;
      warn(await collectors().answers.follow(end));
      await noteAlertStates();
    },
    async finish() {
      const end = await present(3);
      if (end === undefined || !await fetchSamples(end, 2 * reach, 3)) {
        warn([
          "Prometheus did not answer at the end: the samples since its last answer and the final answers are missing",
        ]);
        return;
      }
      await noteAlertStates();
      warn(await collectors().answers.finish(end));
      const account = await recordSelf(prometheus, recording, "end");
      warn(account.warnings);
      if (account.config === undefined || account.config === config) return;
      await recording.writeConfig("prometheus/running-at-end.yml", account.config);
      if (config !== undefined) {
        warn(["The running configuration of Prometheus changed during the session; both are kept"]);
      }
    },
  };
}
