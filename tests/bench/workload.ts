import type { Labels } from "../../src/core/labels.ts";
import type { Series } from "../../src/core/series.ts";

/** A generator of numbers in [0, 1) that gives the same sequence for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const start = Date.UTC(2026, 10, 22, 23, 16, 12);
const bounds = ["0.005", "0.01", "0.025", "0.05", "0.1", "0.3", "1.2", "5", "+Inf"];
const paths = ["/", "/albums", "/login", "/static", "/api"];
const codes = ["200", "302", "404", "500"];

/**
 * Four hours of four targets scraped every 5 s: 200 series of `scrapes` samples each, twelve of them full-precision doubles.
 * Each target has its own scrape offset; one scrape in a hundred is late by some ms; the counters of target 2 restart once.
 */
export function makeWorkload(scrapes = 2_881): Series[] {
  const random = randomFrom(9);
  const series: Series[] = [];
  for (let target = 0; target < 4; target++) {
    const offset = Math.floor(random() * 5_000);
    const times = Float64Array.from({ length: scrapes }, (_, index) => {
      return start + offset + index * 5_000 + (random() < 0.01 ? 1 + Math.floor(random() * 40) : 0);
    });
    const restart = target === 2 ? Math.floor(scrapes * 0.6) : scrapes;
    for (const { labels, next } of columnsOf(random)) {
      let value = 0;
      const values = Float64Array.from({ length: scrapes }, (_, index) => {
        return value = next(index === restart ? 0 : value, index);
      });
      const job = { instance: `192.0.2.${10 + target}:8080`, job: "app" };
      series.push({ labels: { ...labels, ...job }, times, values, stale: undefined });
    }
  }
  return series;
}

interface Recipe {
  readonly labels: Labels;
  next(before: number, index: number): number;
}

function columnsOf(random: () => number): Recipe[] {
  const poisson = (mean: number) => {
    let count = 0;
    for (let left = Math.exp(-mean), product = random(); product > left; product *= random()) count++;
    return count;
  };
  const recipes: Recipe[] = [];
  const add = (name: string, labels: Labels, next: Recipe["next"]) => {
    recipes.push({ labels: { __name__: name, ...labels }, next });
  };
  paths.forEach((path, rank) =>
    codes.forEach((code, index) =>
      add("http_requests_total", { path, code }, (before) => before + poisson([24, 6, 3, 0.4][index]! / (1 + rank / 2)))
    )
  );
  for (const path of paths.slice(0, 2)) {
    bounds.forEach((le, index) =>
      add("http_request_duration_seconds_bucket", { path, le }, (before) => before + poisson(1 + index))
    );
    add("http_request_duration_seconds_count", { path }, (before) => before + poisson(3));
    add(
      "http_request_duration_seconds_sum",
      { path },
      (before) => before + poisson(3) * 0.007 * -Math.log(1 - random()),
    );
  }
  add("cpu_load_ratio", {}, () => random() + random() / 2 ** 32);
  add("queue_depth", {}, (before) => Math.max(0, before + Math.floor(random() * 5) - 2));
  for (const zone of ["a", "b", "c"]) {
    add("temperature_celsius", { zone }, (before) => Math.round(10 * (before || 40) + 4 * (random() - 0.5)) / 10);
  }
  add("process_resident_memory_bytes", {}, (before) => (before || 5e7) + 4_096 * Math.floor(200 * (random() - 0.5)));
  add("up", {}, () => 1);
  add("open_connections", {}, () => poisson(4));
  return recipes;
}
