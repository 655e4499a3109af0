import { labelsKey } from "../../../src/core/labels.ts";
import type { Instant } from "../../../src/core/time.ts";
import { type AnswerSeries, askPrometheus } from "./answer.ts";
import type { ChangingTarget, Side } from "./changing-target.ts";

/** A scrape of a target by one side. */
export interface Scrape {
  readonly at: Instant;
  readonly isUp: boolean;
  /** The state in which the target answered; `undefined` where it gave no answer. */
  readonly state: number | undefined;
}

/** All that one side holds. */
export interface LiveRecord {
  readonly url: string;
  /** Every series with its samples, by `labelsKey`; markers are not told. */
  readonly series: ReadonlyMap<string, AnswerSeries>;
  /** The scrapes of each target, by its address. */
  readonly scrapes: ReadonlyMap<string, readonly Scrape[]>;
}

/** An answer belongs to the scrape that is stamped so close to it, ms. */
const closest = 240;

/** What a side holds up to an instant, each scrape with what the target's log says of it. */
export async function readRecord(
  side: Side,
  url: string,
  targets: readonly ChangingTarget[],
  end: Instant,
): Promise<LiveRecord> {
  const answer = await askPrometheus(url, '{__name__=~".+"}[5m]', { kind: "instant", at: end });
  if (answer.kind === "refusal") throw new Error(answer.text);
  const scrapes = targets.map(({ address, told }) => {
    const up = answer.series.find(({ labels }) => labels["__name__"] === "up" && labels["instance"] === address);
    const mine = told.filter((each) => each.side === side);
    return [
      address,
      Array.from(up?.times ?? [], (at, index): Scrape => ({
        at,
        isUp: up?.values[index] === 1,
        state: mine.find((each) => Math.abs(each.at - at) < closest)?.state,
      })),
    ] as const;
  });
  return {
    url,
    series: new Map(answer.series.map((each) => [labelsKey(each.labels), each])),
    scrapes: new Map(scrapes),
  };
}

/**
 * Whether both sides scraped every target at the same instants and in the same states between `from` and `to`. Then they
 * must say the same; otherwise a timer was late, or the machine stood still, on one side.
 */
export function hasSameScrapes(a: LiveRecord, b: LiveRecord, from: Instant, to: Instant): boolean {
  const within = (record: LiveRecord, address: string) =>
    JSON.stringify((record.scrapes.get(address) ?? []).filter(({ at }) => at > from && at <= to));
  return [...a.scrapes.keys()].every((address) => within(a, address) === within(b, address));
}
