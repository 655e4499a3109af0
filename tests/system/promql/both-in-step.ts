import type { Duration, Instant } from "../../../src/core/time.ts";
import type { Child, ChildHearers } from "../../../src/lab/child-process.ts";
import { startChild } from "../../../src/lab/child-process.ts";
import type { PrometheusConfig, RuleGroup } from "../../../src/lab/prometheus/config.ts";
import type { EmbeddedConfig } from "../../../src/lab/prometheus/embedded.ts";
import { startPrometheus } from "../../../src/lab/prometheus/start-prometheus.ts";
import { until } from "../lab/until.ts";
import { askPrometheus } from "./answer.ts";
import { stateLength } from "./changing-story.ts";
import type { Side } from "./changing-target.ts";

/** A real and an embedded Prometheus that scrape the same targets at the same instants. */
export interface BothInStep {
  readonly urls: Readonly<Record<Side, string>>;
  /** When each target is scraped, and the rules are evaluated, ms within an interval. */
  readonly phases: Readonly<Record<string, Duration>>;
  stop(): Promise<void>;
}

/** The name of the series that the rules write at each evaluation. */
export const beatRule = "demo:beat";

/** Rules are evaluated so far from any scrape, ms: else one might see a scrape that the other does not see yet. */
const distance: Duration = 25;

const hearers: ChildHearers = { onLine() {}, onDeath() {} };

/** Starts both with rules of one group. The real one chooses when it scrapes; the embedded one is told to do so then. */
export async function startBoth(targets: readonly string[], group: RuleGroup): Promise<BothInStep> {
  const config: PrometheusConfig = {
    port: 0,
    scrapeInterval: stateLength,
    evaluationInterval: stateLength,
    jobs: [{ name: "demo", targets }],
    groups: [group],
  };
  const { real, phases } = await startReal(config);
  try {
    // It answers by the rules of the real one's version, which is a 2.
    const given: EmbeddedConfig = { ...config, version: "2.42.0-drillbook.lab", offsets: phases };
    const embedded = await startChild("Prometheus", "prometheus/embedded-child.ts", given, hearers);
    const urls = { real: urlOf(real), embedded: urlOf(embedded) };
    await until("the embedded Prometheus has evaluated", async () => {
      return (await stampsOf(urls.embedded, beatRule)).length >= 2;
    }, 10_000);
    return { urls, phases, stop: async () => void await Promise.all([real.end(), embedded.kill()]) };
  } catch (error) {
    await real.end();
    throw error;
  }
}

/** A real Prometheus whose evaluations happen to be far from its scrapes; it is started anew until they are. */
async function startReal(config: PrometheusConfig): Promise<{ real: Child; phases: Record<string, Duration> }> {
  const [group] = config.groups;
  const targets = config.jobs.flatMap((job) => job.targets);
  for (let attempt = 1;; attempt++) {
    const real = await startPrometheus("real", config, hearers);
    try {
      const queries = [...targets.map((instance) => `up{instance="${instance}"}`), beatRule];
      await until("the real Prometheus has scraped and evaluated", async () => {
        const counts = await Promise.all(queries.map((query) => stampsOf(urlOf(real), query)));
        return counts.every((stamps) => stamps.length >= 3);
      }, 15_000);
      const found = await Promise.all(queries.map(async (query) => phaseOf(await stampsOf(urlOf(real), query))));
      const phases = Object.fromEntries(found.map((phase, index) => [targets[index] ?? group?.name ?? "", phase]));
      const evaluation = found.at(-1) ?? 0;
      const isFar = found.slice(0, -1).every((phase) => {
        const apart = Math.abs(phase - evaluation);
        return Math.min(apart, stateLength - apart) >= distance;
      });
      if (isFar || attempt === 3) return { real, phases };
    } catch (error) {
      await real.end();
      throw error;
    }
    await real.end();
  }
}

/** The stamps that most of them share, within the interval: one that was late has another. */
function phaseOf(stamps: readonly Instant[]): Duration {
  const counts = Map.groupBy(stamps, (at) => at % stateLength);
  const [most] = [...counts].sort(([, a], [, b]) => b.length - a.length);
  return most?.[0] ?? 0;
}

async function stampsOf(url: string, query: string): Promise<readonly Instant[]> {
  const answer = await askPrometheus(url, `${query}[1m]`, { kind: "instant", at: Date.now() });
  return answer.kind === "value" ? Array.from(answer.series[0]?.times ?? []) : [];
}

function urlOf(child: Child): string {
  return `http://127.0.0.1:${child.ports["http"]}`;
}
