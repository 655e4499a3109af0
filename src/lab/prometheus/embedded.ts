import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import type { Duration } from "../../core/time.ts";
import type { ServedLive } from "../../promql/api/served-live.ts";
import type { QueryOptions } from "../../promql/engine/options.ts";
import { rulesOf } from "../../promql/engine/rules-of.ts";
import { rulesAccount, targetsAccount } from "./account.ts";
import { alignedStamp, type BeatEffects, keepBeat } from "./beat.ts";
import type { PrometheusConfig } from "./config.ts";
import { formatConfig } from "./config-text.ts";
import { createMemory } from "./memory.ts";
import { joinMetadata } from "./metadata.ts";
import { formatOwnMetrics } from "./own-metrics.ts";
import { createGroup } from "./rule-group.ts";
import { createScraper } from "./scrape.ts";
import { type PrometheusServer, servePrometheus } from "./serve-prometheus.ts";
import { hashedOffset, targetsOf } from "./target.ts";

/** The configuration of an embedded Prometheus, with what a test may want of it besides. */
export interface EmbeddedConfig extends PrometheusConfig {
  /** As which version it names itself, and by whose rules it answers; a 3 unless it is given. */
  readonly version?: string;
  /** When a target is scraped and a group of rules evaluated, ms within the interval, by instance and by group. */
  readonly offsets?: Readonly<Record<string, Duration>>;
}

/** What an embedded Prometheus asks of its surroundings. */
export interface EmbeddedEffects extends BeatEffects {
  readonly fetch: typeof fetch;
  /** A clock in ms that never jumps. */
  elapsed(): number;
  residentMemory(): number;
}

const systemEffects: EmbeddedEffects = {
  now: Date.now,
  sleep: (duration, signal) => sleep(duration, undefined, { signal }).catch(() => {}),
  fetch: (...request) => fetch(...request),
  elapsed: () => performance.now(),
  residentMemory: () => process.memoryUsage().rss,
};

/** How it names itself: whose rules it follows, and that it is not that. */
const embeddedVersion = "3.14.0-drillbook.lab";

/**
 * Starts a Prometheus in this process, on this project's own engine: it scrapes, evaluates rules and answers the HTTP
 * API. What it scraped is in memory only. Throws `UserError` for a rule that it cannot read and a port that it cannot have.
 */
export async function startEmbedded(
  config: EmbeddedConfig,
  effects: EmbeddedEffects = systemEffects,
): Promise<PrometheusServer> {
  const { evaluationInterval, version = embeddedVersion, offsets = {} } = config;
  const { now, elapsed } = effects;
  const started = now();
  const memory = createMemory();
  const rules = rulesOf(version);
  const options: QueryOptions = { rules, subqueryStep: evaluationInterval };
  const groups = config.groups.map((group) => createGroup(group, { memory, options, now, elapsed }));
  const scrapers = targetsOf(config, offsets).map((target) =>
    createScraper(target, { memory, rules, fetch: effects.fetch, now, elapsed })
  );
  const live: ServedLive = {
    kind: "live",
    name: "The embedded Prometheus of Drillbook's lab",
    store: memory.store,
    options,
    now,
    account: () => ({
      build: { version, revision: "", branch: "", buildUser: "", buildDate: "", goVersion: "" },
      runtime: {
        startTime: new Date(started).toISOString(),
        reloadConfigSuccess: true,
        lastConfigTime: new Date(started).toISOString(),
        corruptionCount: 0,
        storageRetention: "",
      },
      rules: rulesAccount(groups, evaluationInterval),
      targets: targetsAccount(scrapers),
      config: formatConfig(config),
      flags: { "query.lookback-delta": "5m", "query.timeout": "30s", "web.listen-address": `127.0.0.1:${server.port}` },
    }),
    metadata: () => joinMetadata(scrapers.map(({ metadata }) => metadata)),
  };
  const metrics = () => formatOwnMetrics({ version, started, memory, residentMemory: effects.residentMemory });
  const server = await servePrometheus({ live, metrics, elapsed }, config.port);
  const ending = new AbortController();
  const running = [
    ...scrapers.map((scraper) => {
      const { beat } = scraper.target;
      return keepBeat(beat, (_, at) => scraper.scrape(alignedStamp(beat, at)), ending.signal, effects);
    }),
    ...groups.map((group) => {
      const offset = offsets[group.name] ?? hashedOffset({ group: group.name }, evaluationInterval);
      const beat = { interval: evaluationInterval, offset };
      return keepBeat(beat, (due) => group.evaluate(due), ending.signal, effects);
    }),
  ];
  return {
    port: server.port,
    async close() {
      ending.abort();
      await server.close();
      await Promise.all(running);
    },
  };
}
