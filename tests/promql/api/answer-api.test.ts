import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { drillStart } from "../../fixtures/drill.ts";
import { ask, dataOf, errorOf, servedDrill } from "./served.ts";

const archive = servedDrill();
const seconds = drillStart / 1_000;
const all = encodeURIComponent('{__name__=~".+"}');

test("/api/v1/series gives the label sets of every match, sorted and each once", () => {
  const query = 'match[]=up{job="odd"}&match[]=up{job=~"odd|traefik"}';
  const sets = dataOf<Record<string, string>[]>(ask(archive, "/api/v1/series", query, "POST"));
  assert.deepEqual(sets.map(({ job }) => job), ["traefik", "odd"]);
});

test("/api/v1/series passes over series without a sample in the interval", () => {
  const count = (query: string) => dataOf<unknown[]>(ask(archive, "/api/v1/series", `match[]=${all}${query}`)).length;
  assert.ok(count("") > 3);
  assert.equal(count(`&start=${seconds + 1e6}`), 0);
  assert.equal(count(`&end=1970-01-01T00:00:00Z`), 0);
});

test("/api/v1/labels and label values are sorted, filtered and cut", () => {
  assert.deepEqual(dataOf(ask(archive, "/api/v1/labels", 'match[]=up{job="odd"}')), [
    "__name__",
    "job",
    "service.name",
  ]);
  assert.deepEqual(
    dataOf(
      ask(
        archive,
        "/api/v1/label/job/values",
        'match[]=up{service.name!=""}'.replace("service.name", '"service.name"'),
      ),
    ),
    ["odd"],
  );
  assert.deepEqual(dataOf(ask(archive, "/api/v1/label/nothing/values")), []);
  const cut = JSON.parse(ask(archive, "/api/v1/labels", "limit=1").body);
  assert.deepEqual([cut.data, cut.warnings], [["__name__"], ["results truncated due to limit"]]);
});

test("/api/v1/label takes names that clients escape", () => {
  assert.deepEqual(dataOf(ask(archive, "/api/v1/label/service.name/values")), ["a<b"]);
  assert.deepEqual(dataOf(ask(archive, "/api/v1/label/U__service_2e_name/values")), ["a<b"]);
  assert.deepEqual(
    dataOf(ask(archive, "/api/v1/label/U______name____/values")),
    dataOf(ask(archive, "/api/v1/label/__name__/values")),
  );
});

const refusals: readonly (readonly [address: string, error: string | RegExp])[] = [
  ["series", "no match[] parameter provided"],
  ["series?match[]={}", 'invalid parameter "match[]": match[] must contain at least one non-empty matcher'],
  ['series?match[]={job=~".*"}', 'invalid parameter "match[]": match[] must contain at least one non-empty matcher'],
  ["series?match[]=up{", /^invalid parameter "match\[\]": 1:\d: parse error: /],
  ["series?match[]=rate(up[1m])", /^invalid parameter "match\[\]": 1:1: parse error: /],
  ["series?match[]=up offset 1m", /^invalid parameter "match\[\]": 1:1: parse error: /],
  ['series?match[]=up{job=~"("}', /^invalid parameter "match\[\]": 1:1: parse error: .*[Rr]egular expression|regexp/],
  [
    "series?match[]=up&start=x",
    `invalid parameter "start": invalid time value for 'start': cannot parse "x" to a valid timestamp`,
  ],
  ["labels?match[]={}", "match[] must contain at least one non-empty matcher"],
  ["labels?match[]=up{", /^1:\d: parse error: /],
  ["label/job/values?limit=x", 'invalid parameter "limit": strconv.Atoi: parsing "x": invalid syntax'],
  ["metadata?limit=x", "limit must be a number"],
  ["rules?type=x", 'invalid parameter "type": not supported value "x"'],
  ["query_exemplars?query=sum(", /^invalid parameter "query": 1:\d: parse error: /],
  ["format_query?query=", /^invalid parameter "query": unknown position: parse error: /],
];

for (const [address, error] of refusals) {
  test(`/api/v1/${address} is refused`, () => {
    const [path = "", query = ""] = address.split("?");
    const answer = ask(archive, `/api/v1/${path}`, query);
    assert.equal(answer.status, 400);
    if (typeof error === "string") assert.equal(errorOf(answer), error);
    else assert.match(errorOf(answer), error);
  });
}

test("/api/v1/metadata tells the types that names tell", () => {
  const metadata = dataOf<Record<string, unknown>>(ask(archive, "/api/v1/metadata"));
  assert.deepEqual(metadata["traefik_entrypoint_requests_total"], [{ type: "counter", help: "", unit: "" }]);
  assert.deepEqual(dataOf(ask(archive, "/api/v1/metadata", "metric=up")), {
    up: [{ type: "gauge", help: "", unit: "" }],
  });
  assert.equal(Object.keys(dataOf<object>(ask(archive, "/api/v1/metadata", "limit=2"))).length, 2);
});

test("/api/v1 gives what the recording Prometheus said of itself, and empty lists where it said nothing", () => {
  const rule = { name: "a", type: "alerting", alerts: [{ state: "firing" }] };
  const recorded = {
    build: { version: "2.42.0" },
    runtime: { storageRetention: "15d" },
    rules: { groups: [{ name: "g", rules: [rule, { name: "b", type: "recording" }] }] },
    config: "global: {}\n",
  };
  const told = { ...archive, recorded };
  assert.deepEqual(dataOf(ask(told, "/api/v1/status/buildinfo")), recorded.build);
  assert.deepEqual(dataOf(ask(told, "/api/v1/status/runtimeinfo")), recorded.runtime);
  assert.deepEqual(dataOf(ask(told, "/api/v1/status/config")), { yaml: "global: {}\n" });
  assert.deepEqual(dataOf(ask(told, "/api/v1/rules")), recorded.rules);
  assert.deepEqual(dataOf(ask(told, "/api/v1/rules", "type=alert")), { groups: [{ name: "g", rules: [rule] }] });
  assert.deepEqual(dataOf(ask(told, "/api/v1/alerts")), { alerts: rule.alerts });
  const silent = { ...archive, recorded: { ...recorded, rules: { groups: [] } } };
  assert.deepEqual(dataOf(ask(silent, "/api/v1/rules")), { groups: [] });
  assert.deepEqual(dataOf(ask(silent, "/api/v1/alerts")), { alerts: [] });
});

test("/api/v1/targets gives those that the recording Prometheus told of, and empty lists where it told of none", () => {
  const targets = { activeTargets: [{ health: "up" }], droppedTargets: [{ discoveredLabels: {} }] };
  const told = { ...archive, recorded: { ...archive.recorded, targets } };
  assert.deepEqual(dataOf(ask(told, "/api/v1/targets")), targets);
  assert.deepEqual(dataOf(ask(told, "/api/v1/targets", "state=active")), { ...targets, droppedTargets: [] });
  assert.deepEqual(dataOf(ask(told, "/api/v1/targets", "state=dropped")), { ...targets, activeTargets: [] });
  assert.deepEqual(dataOf(ask(told, "/api/v1/targets", "state=ANY")), targets);
  assert.deepEqual(dataOf(ask(told, "/api/v1/targets", "state=up")), { activeTargets: [], droppedTargets: [] });
  const silent = { ...archive, recorded: { ...archive.recorded, targets: undefined } };
  assert.deepEqual(dataOf(ask(silent, "/api/v1/targets")), { activeTargets: [], droppedTargets: [] });
});

test("answerApi() answers what clients look for first", () => {
  assert.equal(ask(archive, "/-/healthy").status, 200);
  assert.equal(ask(archive, "/-/ready").status, 200);
  assert.match(ask(archive, "/").body, /^Drillbook session .* behind the HTTP API of Prometheus/);
  assert.deepEqual(dataOf(ask(archive, "/api/v1/query_exemplars", "query=up")), []);
  assert.equal(dataOf(ask(archive, "/api/v1/format_query", "query=sum(up)by(job)")), "sum by (job) (up)");
  assert.deepEqual(dataOf(ask(archive, "/api/v1/status/flags")), {});
});

test("answerApi() names what there is where nothing is", () => {
  for (const path of ["/api/v1/nosuch", "/api/v1/toString", "/graph", "//", "/api/v1/label/a/b/values"]) {
    const answer = ask(archive, path);
    assert.equal(answer.status, 404, path);
    assert.match(answer.body, /"errorType":"not_found".*answers \/api\/v1\/\{.*,query,/);
  }
});

test("answerApi() takes a form only where Prometheus does", () => {
  assert.equal(ask(archive, "/api/v1/labels", "", "POST").status, 200);
  assert.equal(ask(archive, "/api/v1/metadata", "", "POST").status, 405);
  assert.equal(ask(archive, "/api/v1/nosuch", "", "POST").status, 404);
});

test("answerApi() never throws and answers JSON", () => {
  const paths = fc.constantFrom(
    "query",
    "query_range",
    "series",
    "labels",
    "label/a/values",
    "metadata",
    "format_query",
  );
  const names = fc.constantFrom(
    "query",
    "match[]",
    "time",
    "start",
    "end",
    "step",
    "limit",
    "timeout",
    "lookback_delta",
  );
  const texts = fc.oneof(
    fc.string(),
    fc.constantFrom("up", "{", "sum(up)", "1", "-1", "1e400", "5m", "rate(up[1m])", "up[1m:]", "2026-11-22T23:16:12Z"),
  );
  fc.assert(
    fc.property(paths, fc.array(fc.tuple(names, texts), { maxLength: 5 }), (path, parameters) => {
      const answer = ask(archive, `/api/v1/${path}`, new URLSearchParams(parameters).toString());
      const body = JSON.parse(answer.body) as { errorType?: string };
      assert.notEqual(body.errorType, "internal", answer.body);
    }),
    { numRuns: 300 },
  );
});
