import assert from "node:assert/strict";
import process from "node:process";
import { after, before, test, type TestContext } from "node:test";
import { storeOf } from "../../../src/promql/engine/store.ts";
import { printExpr } from "../../../src/promql/print.ts";
import { type Backfilled, startBackfilled } from "./backfilled.ts";
import { makeDataset, span } from "./dataset.ts";
import { diceFrom } from "./dice.ts";
import { randomIllTyped, reworded } from "./ill-typed.ts";
import { knownChanges } from "./known-changes.ts";
import { type Moment, randomMoment } from "./moment.ts";
import { randomQuery } from "./random-query.ts";
import { formatTally, formatTrial } from "./tally.ts";
import { isUnexplained, type Trial, tryQuery } from "./trial.ts";

const seed = Number(process.env["DRILLBOOK_SEED"] ?? 4);
const count = Number(process.env["DRILLBOOK_QUERIES"] ?? 6_000);

const series = makeDataset(seed);
const store = storeOf(series);
let prometheus: Backfilled;

before(async () => void (prometheus = await startBackfilled(series)));
after(async () => await prometheus?.stop());

/** Asks with some requests under way, prints the counts, and fails with each query that differs without a reason. */
async function tryAll(context: TestContext, asked: readonly (readonly [query: string, moment: Moment])[]) {
  const trials: Trial[] = [];
  const waiting = asked.values();
  const ask = async () => {
    for (const [query, moment] of waiting) trials.push(await tryQuery(prometheus.url, store, query, moment));
  };
  await Promise.all(Array.from({ length: 6 }, ask));
  context.diagnostic(`Prometheus ${prometheus.version}, DRILLBOOK_SEED=${seed}`);
  for (const line of formatTally(trials)) context.diagnostic(line);
  const unexplained = trials.filter(isUnexplained).sort((a, b) => a.query.length - b.query.length);
  const told = unexplained.slice(0, 20).map(formatTrial).join("\n\n");
  assert.equal(unexplained.length, 0, `${unexplained.length} queries differ, the shortest:\n\n${told}\n`);
  const explained = Map.groupBy(trials, ({ explanation }) => explanation);
  for (const change of knownChanges) {
    const times = explained.get(change)?.length ?? 0;
    assert.ok(
      times <= 2 + trials.length / 100,
      `"${change.name}" explains ${times} queries, more than one in a hundred`,
    );
  }
  return trials;
}

function randomQueries(kind: Moment["kind"], from: number): [string, Moment][] {
  return Array.from({ length: count / 2 }, (_, index) => {
    const dice = diceFrom(seed + 7_919 * (from + index));
    const expr = randomQuery(dice, dice.pick([0, 1, 1, 2, 2, 2, 3, 3, 4]));
    return [printExpr(expr), randomMoment(dice, kind)];
  });
}

test("storeOf() holds every sample that Prometheus holds, bit for bit", async (context) => {
  const trials = await tryAll(context, [['{__name__=~".+"}[2h]', { kind: "instant", at: span.end + 600_000 }]]);
  assert.equal(trials[0]?.comparison.points, series.reduce((sum, { times }) => sum + times.length, 0));
  assert.equal(trials[0]?.comparison.equal, trials[0]?.comparison.points);
});

test("evaluateInstant() answers random queries as Prometheus does", async (context) => {
  const trials = await tryAll(context, randomQueries("instant", 0));
  assert.ok(trials.filter(({ comparison }) => comparison.points > 0).length > count / 4, "too many are empty");
});

test("evaluateRange() answers random queries as Prometheus does", async (context) => {
  const trials = await tryAll(context, randomQueries("range", count));
  assert.ok(trials.filter(({ comparison }) => comparison.points > 0).length > count / 4, "too many are empty");
});

test("readQuery() refuses in the same words what Prometheus refuses", async (context) => {
  const asked = Array.from({ length: count / 8 }, (_, index): [string, Moment] => {
    const dice = diceFrom(seed + 7_919 * (2 * count + index));
    return [randomIllTyped(dice), randomMoment(dice, dice.pick(["instant", "range"]))];
  });
  const trials = await tryAll(context, asked);
  assert.deepEqual(trials.filter(({ theirs }) => theirs.kind === "value").map(({ query }) => query), []);
});

test("readQuery() refuses what 2.42 refuses in words of its own", async () => {
  for (const query of reworded) {
    const { theirs, ours } = await tryQuery(prometheus.url, store, query, { kind: "instant", at: span.end });
    assert.deepEqual([theirs.kind, ours.kind], ["refusal", "refusal"], query);
  }
});
