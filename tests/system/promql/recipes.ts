import type { Labels } from "../../../src/core/labels.ts";
import type { Instant } from "../../../src/core/time.ts";

/** How one series of a target goes on. */
export interface Recipe {
  readonly labels: Labels;
  /** The value after `before` (0 at first); `index` counts the samples of the series. */
  next(before: number, index: number, at: Instant): number;
  /** The shares of the target's samples at which the series begins and ends; all of them when absent. */
  readonly from?: number;
  readonly to?: number;
}

type Random = () => number;

/** The series of one target. */
export function recipesOf(instance: string, random: Random): Recipe[] {
  const shared = [
    { labels: { __name__: "up" }, next: () => (random() < 0.05 ? 0 : 1) },
    ...versions(instance),
    ...cpu(random),
    { labels: { __name__: "queue_depth" }, next: (before: number) => Math.max(0, before + whole(random, 5) - 2) },
  ];
  if (instance.startsWith("d")) return [...shared, ...odd(random), ...strange(random)];
  return [...shared, ...requests(random), ...durations(instance, random), ...temperatures(instance, random)];
}

function whole(random: Random, below: number): number {
  return Math.floor(random() * below);
}

/** A counter that restarts now and then: mostly at 0, sometimes at its first events. */
function counter(random: Random, most: number, restarts: number): Recipe["next"] {
  return (before) => (random() < restarts ? whole(random, 3) : before + whole(random, most));
}

function requests(random: Random): Recipe[] {
  return ["/", "/albums"].flatMap((path) => [
    { labels: { __name__: "http_requests_total", path, code: "200" }, next: counter(random, 90, 0.01) },
    { labels: { __name__: "http_requests_total", path, code: "404" }, next: counter(random, 3, 0.03) },
    // Errors are first seen in the middle, and no more after a while.
    { labels: { __name__: "http_requests_total", path, code: "500" }, next: counter(random, 2, 0), from: 0.4, to: 0.8 },
  ]);
}

/** A classic histogram; the target `b` writes its bounds as floats, as Prometheus 3 stores them. */
function durations(instance: string, random: Random): Recipe[] {
  const bounds = instance.startsWith("b") ? ["0.1", "0.5", "1.0", "5.0", "+Inf"] : ["0.1", "0.5", "1", "5", "+Inf"];
  const path = "/";
  // Every bucket grows by the growth of the one below and some more.
  const growth: number[] = [];
  const buckets = bounds.map((le, rank): Recipe => ({
    labels: { __name__: "http_request_duration_seconds_bucket", path, le },
    next(before, index) {
      growth[index] = (growth[index] ?? 0) + whole(random, [2, 9, 6, 2, 2][rank] ?? 1);
      return index === 200 ? growth[index] : before + growth[index];
    },
  }));
  return [
    ...buckets,
    {
      labels: { __name__: "http_request_duration_seconds_count", path },
      next: (before, index) => index === 200 ? growth[index]! : before + growth[index]!,
    },
    {
      labels: { __name__: "http_request_duration_seconds_sum", path },
      next: (before, index) => (index === 200 ? 0 : before) - growth[index]! * 0.3 * Math.log(1 - random()),
    },
  ];
}

function temperatures(instance: string, random: Random): Recipe[] {
  const base = instance.charCodeAt(0) - 98;
  return ["north", "south"].map((zone, index) => ({
    labels: { __name__: "temperature_celsius", zone },
    next: (before) => Math.round(10 * (before + 3 * (random() - 0.5) + (before === 0 ? base * 10 + index : 0))) / 10,
  }));
}

/** Names that leave equal labels when they are dropped. */
function cpu(random: Random): Recipe[] {
  return ["user", "system"].map((mode) => ({
    labels: { __name__: `cpu_${mode}_seconds_total` },
    next: (before) => before + random() * 15,
  }));
}

/** An upgrade in the middle: one series ends and the other begins. */
function versions(instance: string): Recipe[] {
  if (!instance.startsWith("b")) return [info("1.4")];
  return [{ ...info("1.4"), to: 0.6 }, { ...info("1.5"), from: 0.6 }];
}

function info(version: string): Recipe {
  return { labels: { __name__: "build_info", version, revision: `r${version.replace(".", "")}` }, next: () => 1 };
}

/** Histograms that are none: without the infinite bucket, not monotonic, with bounds below 0 or none at all. */
function odd(random: Random): Recipe[] {
  const sets: Readonly<Record<string, readonly string[]>> = {
    open: ["1", "2", "4"],
    falling: ["1", "2", "4", "+Inf"],
    negative: ["-2", "-1", "0", "1e1", "+Inf"],
    twice: ["1", "1.0", "2", "+Inf"],
    lonely: ["+Inf"],
    worded: ["1", "many", "", "+Inf"],
  };
  return Object.entries(sets).flatMap(([form, bounds]) =>
    bounds.map((le, rank): Recipe => ({
      labels: { __name__: "odd_bucket", form, ...(le === "" ? {} : { le }) },
      next: (before) => before + whole(random, form === "falling" ? 5 - rank : 2 + 3 * rank),
    }))
  );
}

/** Values at the edges of what a float can be, labels at the edges of what a text can be, and points in time. */
function strange(random: Random): Recipe[] {
  const choose = (...values: number[]) => () => values[whole(random, values.length)]!;
  const values: Readonly<Record<string, Recipe["next"]>> = {
    nan: choose(NaN),
    infinite: choose(Infinity, 5, -Infinity),
    mixed: choose(NaN, 1, -2.5, Infinity, 0, 3),
    huge: choose(1.7e308, 1.1e308, -1.6e308),
    // Nothing below what is normal: logarithms of Go are wrong there.
    tiny: choose(2.3e-308, 1e-305, 2e-300),
    zero: choose(0, -0),
    constant: choose(4.2),
    jagged: (before) => (random() < 0.1 ? -before : before + random() - 0.4),
  };
  const moments = choose(-1, 0, 951_782_400, 1_709_210_096.789, 4_107_542_399, 1_795_382_100);
  return [
    ...Object.entries(values).map(([kind, next]) => ({ labels: { __name__: "strange", kind }, next })),
    ...['say "x"', "back\\slash", "grün→", "two\nlines"].map((note, index) => ({
      labels: { __name__: "noted", note, [`only_${index % 2}`]: "yes" },
      next: () => index + whole(random, 2),
    })),
    { labels: { __name__: "deployed_timestamp_seconds" }, next: moments },
  ];
}
