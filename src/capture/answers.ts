import type { AnswerPart } from "../archive/answer-part.ts";
import type { Recording } from "../archive/recording-fs.ts";
import type { Duration, Instant, Interval } from "../core/time.ts";
import type { Prometheus } from "./prometheus.ts";
import { isPassing, retry } from "./retry.ts";
import { reasonOf, SourceError } from "./source-error.ts";

/** Points of one series that Prometheus gives at most is 11,000; parts stay below. */
const mostPoints = 10_000;

/** Asks the plan's queries over a range, while recording and at the end. */
export interface Answers {
  /** Asks what lies between the last call and `end`; a crash then leaves these. */
  follow(end: Instant): Promise<readonly string[]>;
  /** Asks the whole of the session again, and writes the final answers; answers what went wrong, in words. */
  finish(end: Instant): Promise<readonly string[]>;
}

/** The instants on the grid of `step` within `[start, end]`, cut into pieces that one answer can hold; bounds are inclusive. */
export function splitRange(interval: Interval, step: Duration, most: number = mostPoints): readonly Interval[] {
  const first = Math.ceil(interval.start / step) * step;
  const last = Math.floor(interval.end / step) * step;
  const parts: Interval[] = [];
  for (let start = first; start <= last; start += most * step) {
    parts.push({ start, end: Math.min(last, start + (most - 1) * step) });
  }
  return parts;
}

/** Answers from `start` on (by Prometheus' clock), on a grid of `step` ms. */
export function collectAnswers(
  prometheus: Prometheus,
  recording: Pick<Recording, "appendAnswerPart" | "writeAnswer">,
  queries: readonly { readonly name: string; readonly query: string }[],
  range: { readonly start: Instant; readonly step: Duration },
): Answers {
  const { start, step } = range;
  const asked = new Map(queries.map(({ query }) => [query, start - 1]));

  async function ask(query: string, interval: Interval, attempts: number): Promise<AnswerPart & { words: string[] }> {
    const answer = await retry(() => prometheus.queryRange(query, { ...interval, step }), attempts);
    const histograms = answer.result.series.reduce((sum, series) => sum + series.histograms, 0);
    const words = [...answer.warnings, ...answer.infos].map((warning) => `${query}: ${warning}`);
    if (histograms > 0) words.push(`${query} answers native histograms, which are not read`);
    return { query, ...interval, step, body: answer.body, words };
  }

  return {
    async follow(end) {
      const words: string[] = [];
      for (const [query, until] of asked) {
        for (const interval of splitRange({ start: until + 1, end }, step)) {
          try {
            const { words: said, ...part } = await ask(query, interval, 1);
            words.push(...said);
            await recording.appendAnswerPart(part);
            asked.set(query, interval.end);
          } catch (error) {
            if (!(error instanceof SourceError)) throw error;
            if (isPassing(error)) return words;
            words.push(`Cannot ask ${query}: ${reasonOf(error)}`);
          }
        }
      }
      return words;
    },
    async finish(end) {
      const words: string[] = [];
      for (const { name, query } of queries) {
        const parts: AnswerPart[] = [];
        try {
          for (const interval of splitRange({ start, end }, step)) {
            const { words: said, ...part } = await ask(query, interval, 3);
            words.push(...said);
            parts.push(part);
          }
          if (parts.length > 0) await recording.writeAnswer(name, parts);
        } catch (error) {
          if (!(error instanceof SourceError)) throw error;
          words.push(
            `Prometheus gave no final answer to ${query}, what was asked on the way is kept: ${reasonOf(error)}`,
          );
          if (isPassing(error)) break;
        }
      }
      return words;
    },
  };
}
