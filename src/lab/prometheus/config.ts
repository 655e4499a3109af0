import type { Duration } from "../../core/time.ts";
import type { LabPorts } from "../lab-ports.ts";
import { rateWindow, scrapeInterval } from "../pace.ts";

/** What a Prometheus of the lab is to scrape and to evaluate, on 127.0.0.1. */
export interface PrometheusConfig {
  /** Where it answers; 0 for any free port. */
  readonly port: number;
  readonly scrapeInterval: Duration;
  readonly evaluationInterval: Duration;
  readonly jobs: readonly ScrapeJob[];
  readonly groups: readonly RuleGroup[];
}

/** Targets that are scraped alike. */
export interface ScrapeJob {
  readonly name: string;
  /** Host and port: `127.0.0.1:4781`. */
  readonly targets: readonly string[];
  /** That of the configuration unless it is given. */
  readonly scrapeInterval?: Duration;
  /** `/metrics` unless it is given. */
  readonly metricsPath?: string;
}

/** Rules that are evaluated one after the other at the same instant. */
export interface RuleGroup {
  readonly name: string;
  readonly rules: readonly Rule[];
}

/** A rule. Its labels are added to those of each series that the expression yields. */
export type Rule = AlertRule | RecordRule;

/** An alert fires when its expression has yielded a series for so long. */
export interface AlertRule {
  readonly kind: "alert";
  readonly name: string;
  readonly expr: string;
  readonly for: Duration;
  readonly labels?: Texts;
  readonly annotations?: Texts;
}

/** What the expression yields is kept as series of this name. */
export interface RecordRule {
  readonly kind: "record";
  readonly name: string;
  readonly expr: string;
  readonly labels?: Texts;
}

type Texts = Readonly<Record<string, string>>;

/** How long a scrape may take, ms: as long as until the next, 10 s at most, as Prometheus has it. */
export function scrapeTimeoutOf(interval: Duration): Duration {
  return Math.min(interval, 10_000);
}

/** The demo's Prometheus: it scrapes the proxy and itself, and alerts as `content/stacks/alerts.yml` does, only faster. */
export function labPrometheus(ports: Pick<LabPorts, "metrics" | "prometheus">): PrometheusConfig {
  const window = `[${rateWindow / 1_000}s]`;
  const requests = "traefik_entrypoint_requests_total";
  const seconds = "traefik_entrypoint_request_duration_seconds";
  return {
    port: ports.prometheus,
    scrapeInterval,
    evaluationInterval: scrapeInterval,
    jobs: [
      { name: "traefik", targets: [`127.0.0.1:${ports.metrics}`] },
      { name: "prometheus", targets: [`127.0.0.1:${ports.prometheus}`] },
    ],
    groups: [{
      name: "sla",
      rules: [
        {
          kind: "alert",
          name: "SlowAnswers",
          expr: `sum(rate(${seconds}_sum{entrypoint="web"}${window})) ` +
            `/ sum(rate(${seconds}_count{entrypoint="web"}${window})) > 0.2`,
          for: 1_000,
          annotations: { summary: "Answers take longer than the agreed 200 ms" },
        },
        {
          kind: "alert",
          name: "FailedAnswers",
          expr: `sum(rate(${requests}{entrypoint="web",code=~"5.."}${window})) ` +
            `/ sum(rate(${requests}{entrypoint="web"}${window})) > 0.01`,
          for: 1_000,
          annotations: { summary: "More than 1 % of the answers are 50x" },
        },
      ],
    }],
  };
}
