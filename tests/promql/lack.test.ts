import assert from "node:assert/strict";
import { test } from "node:test";
import { holdingsOf } from "../../src/analysis/holdings.ts";
import { lackOf, lossesOf } from "../../src/promql/lack.ts";
import { sampleLoss } from "../../src/core/sample-loss.ts";
import { recordedPast } from "../../src/core/session.ts";
import { parseQuery } from "../../src/promql/parse.ts";
import { syntheticSession } from "../fixtures/drill.ts";

const session = syntheticSession();
const end = session.head.end ?? NaN;
const holdings = holdingsOf(session, end);
const requests = "traefik_entrypoint_requests_total";
const lacking = (query: string) => lackOf(holdings, parseQuery(query));

test("holdingsOf() begins five minutes before the session, by Prometheus' clock", () => {
  assert.equal(holdings.after, session.head.start + 3 - recordedPast);
  assert.equal(holdings.until, end + 3);
  assert.equal(holdings.rules, 2);
});

test("lackOf() finds nothing wrong with what the plan's queries select, or a part of it", () => {
  assert.equal(lacking(`sum(rate(${requests}{entrypoint="web"}[5m]))`), undefined);
  assert.equal(lacking(`${requests}{code=~"4..",entrypoint="web"} offset 1m`), undefined);
  assert.equal(lacking("ALERTS and on () up == 1"), undefined);
  assert.equal(lacking('traefik_entrypoint_request_duration_seconds_bucket{entrypoint="web",le="0.3"}'), undefined);
});

test("lackOf() names a metric that was never recorded, and those that are like it", () => {
  assert.equal(
    lacking("sum(rate(redis_commands_total[1m]))")?.includes("redis_commands_total was never recorded"),
    true,
  );
  assert.match(lacking("traefik_entrypoint_request_total") ?? "", new RegExp(`; the archive has ${requests}$`));
});

test("lackOf() refuses a query that asks for more than was recorded", () => {
  assert.equal(
    lacking(`sum(rate(${requests}[1m]))`),
    `The query asks for ${requests}, of which not all was recorded, and the archive holds only ` +
      `${requests}{entrypoint="web"}`,
  );
  assert.match(lacking('{job="traefik"}') ?? "", /of which not all was recorded$/);
  assert.match(lacking("info(up)") ?? "", /^target_info was never recorded/);
});

test("lossesOf() tells the recorder's warnings about what a query selects, and no others", () => {
  const warned = (text: string) =>
    holdingsOf({ ...session, facts: [{ kind: "warning", at: 1, source: "prometheus", text }] }, end);
  const expr = parseQuery(`rate(${requests}{entrypoint="web",code="200"}[1m])`);
  const selector = `${requests}{entrypoint="web"}`;
  for (
    const text of [
      sampleLoss.histograms(selector),
      sampleLoss.later(selector),
      sampleLoss.markers(selector, 7),
      sampleLoss.refused(selector, "bad_data: no"),
    ]
  ) {
    assert.deepEqual(lossesOf(warned(text), expr), [text]);
    assert.deepEqual(lossesOf(warned(text), parseQuery("up")), []);
  }
  assert.deepEqual(lossesOf(warned("Prometheus gave no alerts: no"), expr), []);
});
