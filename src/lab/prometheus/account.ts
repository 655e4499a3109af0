import type { Duration, Instant } from "../../core/time.ts";
import { formatDurationLiteral } from "../../promql/duration.ts";
import { formatScientific } from "../../promql/engine/go-number.ts";
import { printExpr } from "../../promql/print.ts";
import type { ActiveAlert } from "./alert-state.ts";
import { rulesFile } from "./config-text.ts";
import type { RunningGroup, RunningRule } from "./rule-group.ts";
import type { Scraper } from "./scrape.ts";

/** The targets as the API tells them. */
export function targetsAccount(scrapers: readonly Scraper[]): unknown {
  const activeTargets = scrapers.map(({ target, last }) => {
    const { health, error, at, duration } = last();
    const interval = formatDurationLiteral(target.beat.interval);
    const timeout = formatDurationLiteral(target.timeout);
    const url = new URL(target.url);
    return {
      discoveredLabels: {
        __address__: target.instance,
        __metrics_path__: url.pathname,
        __scheme__: "http",
        __scrape_interval__: interval,
        __scrape_timeout__: timeout,
        job: target.job,
      },
      labels: target.labels,
      scrapePool: target.job,
      scrapeUrl: target.url,
      globalUrl: target.url,
      lastError: error,
      lastScrape: formatTime(at),
      lastScrapeDuration: seconds(duration),
      health,
      scrapeInterval: interval,
      scrapeTimeout: timeout,
    };
  });
  return { activeTargets, droppedTargets: [] };
}

/** The rules with their alerts as the API tells them. */
export function rulesAccount(groups: readonly RunningGroup[], interval: Duration): unknown {
  return {
    groups: groups.map((group) => ({
      name: group.name,
      file: rulesFile,
      rules: group.rules.map(ruleAccount),
      interval: seconds(interval),
      limit: 0,
      evaluationTime: seconds(group.last().duration),
      lastEvaluation: formatTime(group.last().at),
    })),
  };
}

function ruleAccount({ rule, expr, health, error, last, alerts }: RunningRule): unknown {
  const common = {
    name: rule.name,
    query: printExpr(expr),
    ...rule.kind === "alert" || rule.labels !== undefined ? { labels: rule.labels ?? {} } : {},
    health,
    ...error === "" ? {} : { lastError: error },
    evaluationTime: seconds(last.duration),
    lastEvaluation: formatTime(last.at),
  };
  if (rule.kind === "record") return { ...common, type: "recording" };
  return {
    state: stateOf(alerts),
    ...common,
    duration: seconds(rule.for),
    keepFiringFor: 0,
    annotations: rule.annotations ?? {},
    alerts: alerts.map(alertAccount),
    type: "alerting",
  };
}

function stateOf(alerts: readonly ActiveAlert[]): "inactive" | ActiveAlert["state"] {
  if (alerts.some(({ state }) => state === "firing")) return "firing";
  return alerts.length > 0 ? "pending" : "inactive";
}

function alertAccount({ labels, annotations, state, activeAt, value }: ActiveAlert): unknown {
  return { labels, annotations, state, activeAt: formatTime(activeAt), value: formatScientific(value) };
}

/** RFC 3339; what never happened is in the year 1, as Prometheus has it. */
function formatTime(at: Instant | undefined): string {
  return at === undefined ? "0001-01-01T00:00:00Z" : new Date(at).toISOString();
}

function seconds(duration: Duration): number {
  return duration / 1_000;
}
