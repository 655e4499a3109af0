import { type Labels, labelsKey } from "../../core/labels.ts";
import type { Duration, Instant } from "../../core/time.ts";
import type { ApiMetadata } from "../../promql/api/served-live.ts";
import { formatLabelNumber, parseLabelNumber } from "../../promql/engine/go-number.ts";
import type { Rules } from "../../promql/engine/options.ts";
import type { ExpositionEntry } from "../exposition/entry.ts";
import { parseExposition } from "../exposition/parse-exposition.ts";
import type { Memory } from "./memory.ts";
import { noteMetadata } from "./metadata.ts";
import { readTarget, type TargetText } from "./read-target.ts";
import { seriesLabels, type Target } from "./target.ts";

/** What scrapes a target, and knows how it went. */
export interface Scraper {
  readonly target: Target;
  /** Scrapes once; its samples are stamped `at`. Never throws: a scrape that fails leaves `up` at 0. */
  scrape(at: Instant): Promise<void>;
  last(): ScrapeAccount;
  readonly metadata: ReadonlyMap<string, ApiMetadata>;
}

/** How the last scrape went. */
export interface ScrapeAccount {
  readonly health: "unknown" | "up" | "down";
  /** "" when it went well. */
  readonly error: string;
  readonly at: Instant | undefined;
  readonly duration: Duration;
}

/** What a scraper is given. */
export interface ScrapeContext {
  readonly memory: Memory;
  /** By the rules of 3, bounds in labels are written as floats: `le="1.0"`. */
  readonly rules: Rules;
  readonly fetch: typeof fetch;
  /** Wall clock, ms. */
  now(): Instant;
  /** A clock in ms that never jumps, for durations. */
  elapsed(): number;
}

/** A sample may lie so far in the future, ms. */
const latest: Duration = 600_000;

interface Sample {
  readonly labels: Labels;
  readonly value: number;
  readonly at: Instant | undefined;
}

/** A scraper of a target. */
export function createScraper(target: Target, context: ScrapeContext): Scraper {
  const { memory } = context;
  const metadata = new Map<string, ApiMetadata>();
  /** The series that the last scrape left without a marker, and all that count as known, by key. */
  let living = new Map<string, Labels>();
  let known = new Set<string>();
  let last: ScrapeAccount = { health: "unknown", error: "", at: undefined, duration: 0 };

  async function scrape(at: Instant): Promise<void> {
    const start = context.elapsed();
    const { samples, error } = await read();
    const keys = new Set(samples.map(({ labels }) => labelsKey(labels)));
    const added = [...keys].filter((key) => !known.has(key)).length;
    known = error === "" && samples.length > 0 ? keys : new Set([...known, ...keys]);
    if (error === "") store(samples, at);
    endOthers(samples, at);
    const duration = context.elapsed() - start;
    last = { health: error === "" ? "up" : "down", error, at, duration };
    report(at, {
      up: error === "" ? 1 : 0,
      scrape_duration_seconds: duration / 1_000,
      scrape_samples_scraped: samples.length,
      scrape_samples_post_metric_relabeling: samples.length,
      scrape_series_added: added,
    });
  }

  /** The samples up to where the exposition cannot be read any more. */
  async function read(): Promise<{ samples: Sample[]; error: string }> {
    const samples: Sample[] = [];
    try {
      const answer = await readTarget(target.url, target.timeout, context.fetch);
      for (const sample of samplesOf(answer)) samples.push(sample);
      return { samples, error: "" };
    } catch (error) {
      // Whatever a target says, also what takes the parser too much stack or memory, is that target's trouble only.
      return { samples, error: error instanceof Error ? error.message : String(error) };
    }
  }

  function* samplesOf({ text, format }: TargetText): Generator<Sample, void> {
    let type = "unknown";
    for (const entry of parseExposition(text, format)) {
      noteMetadata(metadata, entry);
      if (entry.kind === "type") type = entry.type;
      if (entry.kind === "sample") yield { ...entry, labels: labelsOf(entry, type) };
    }
  }

  function labelsOf({ labels }: Extract<ExpositionEntry, { kind: "sample" }>, type: string): Labels {
    return seriesLabels(context.rules === 3 ? withFloatBounds(labels, type) : labels, target);
  }

  function store(samples: readonly Sample[], at: Instant): void {
    for (const sample of samples) {
      if (sample.at !== undefined && sample.at > context.now() + latest) continue;
      memory.append(sample.labels, sample.at ?? at, sample.value);
    }
  }

  /**
   * Marks the end of the series that the scrape lacks. As in Prometheus, what was read before an exposition broke off has
   * not ended, though it is not kept; and what the target stamps itself never ends.
   */
  function endOthers(samples: readonly Sample[], at: Instant): void {
    const ended = living;
    living = new Map(
      samples.filter((sample) => sample.at === undefined).map(({ labels }) => [labelsKey(labels), labels]),
    );
    for (const [key, labels] of ended) if (!living.has(key)) memory.mark(labels, at);
  }

  function report(at: Instant, values: Readonly<Record<string, number>>): void {
    for (const [name, value] of Object.entries(values)) memory.append({ __name__: name, ...target.labels }, at, value);
  }

  return { target, scrape, last: () => last, metadata };
}

const bounds: Readonly<Record<string, string>> = { histogram: "le", summary: "quantile" };

function withFloatBounds(labels: Labels, type: string): Labels {
  const name = bounds[type];
  const bound = name === undefined ? undefined : parseLabelNumber(labels[name]);
  return name === undefined || bound === undefined ? labels : { ...labels, [name]: formatLabelNumber(bound) };
}
