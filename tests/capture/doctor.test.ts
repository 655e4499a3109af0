import assert from "node:assert/strict";
import { test } from "node:test";
import { parsePlan } from "../../src/archive/plan-text.ts";
import type { DoctorEffects, ExaminedPrometheus } from "../../src/capture/doctor-effects.ts";
import { countRemarks } from "../../src/capture/doctor-remark.ts";
import { formatExamination } from "../../src/capture/doctor-text.ts";
import { examinePlan } from "../../src/capture/doctor.ts";
import { SourceError } from "../../src/capture/source-error.ts";

const histogram = "traefik_entrypoint_request_duration_seconds";
const names = [
  ...["_bucket", "_sum", "_count"].map((suffix) => histogram + suffix),
  "traefik_entrypoint_requests_total",
  "traefik_service_requests_total",
  "traefik_open_connections",
  "up",
];

/** What a query answers: series by their one value of now. */
function valued(...values: number[]) {
  const series = values.map((value, index) => {
    return { labels: { instance: `${index}` }, times: [1_000_000], values: [value], histograms: 0 };
  });
  return Promise.resolve(answer({ type: "vector" as const, series }));
}

function answer<Result>(result: Result) {
  return { body: {}, result, warnings: [], infos: [] };
}

const prometheus: ExaminedPrometheus = {
  buildInfo: () => Promise.resolve(answer({ version: "3.1.0" })),
  clock: () => Promise.resolve({ offset: 3, roundTrip: 4 }),
  metricNames: () => Promise.resolve(answer(names)),
  metadata: () => Promise.resolve(answer({ [histogram]: [{ type: "histogram", help: "", unit: "" }] })),
  targets: () =>
    Promise.resolve(answer({
      activeTargets: [
        { labels: { job: "traefik", instance: "a:80" }, health: "up", scrapeInterval: "5s", lastError: "" },
        { labels: { job: "other", instance: "b:80" }, health: "down", scrapeInterval: "1m", lastError: "refused" },
      ],
    })),
  query: () => valued(0.001),
  runningConfig: () => Promise.resolve(answer({ yaml: "global:\n  scrape_interval: 30s\n" })),
  series: ([matcher = ""]) => {
    const name = JSON.parse(matcher.slice("{__name__=".length, -1)) as string;
    const bounds = name.endsWith("_bucket") ? ["0.1", "0.3", "1.2", "5", "+Inf"] : [""];
    return Promise.resolve(answer(bounds.map((le) => ({ __name__: name, job: "traefik", entrypoint: "web", le }))));
  },
};

const effects: DoctorEffects = {
  now: () => 1_000_000,
  environment: (name) => ({ TOKEN: "x" })[name],
  openPrometheus: () => prometheus,
  openDocker: () => ({
    version: () => Promise.resolve({ Version: "20.10.24" }),
    info: () =>
      Promise.resolve({ value: { Swarm: { ControlAvailable: true } }, clock: { offset: 2_500, roundTrip: 2 } }),
    nodes: () => Promise.resolve([{}, {}, {}]),
  }),
  probe: () => Promise.resolve(200),
  readConfigs: () => Promise.resolve({ files: new Map([["a.yml", ""]]), warnings: [] }),
};

const text = `title: Losing a worker
sources:
  prometheus: { url: http://127.0.0.1:9090, bearer: { env: TOKEN } }
  docker: [{ name: a, host: tcp://192.0.2.1:2375 }, { name: b, host: tcp://192.0.2.2:2375 }]
  probes: [{ name: site, url: http://127.0.0.1/ }]
preset: { traefik: 3, name: web, responseTime: 200ms, errorRate: 1% }
configs: [a.yml]
`;

async function examine(plan: string, changed: Partial<DoctorEffects> = {}) {
  const examination = await examinePlan(parsePlan(plan, "x", "x.yaml"), ".", { ...effects, ...changed });
  return { examination, written: formatExamination(examination).replace(/\n {4,}/g, " ") };
}

test("examinePlan() finds nothing that spoils a good plan", async () => {
  const { examination, written } = await examine(text);
  assert.equal(countRemarks(examination, "spoilt"), 0);
  assert.match(written, /✓ "TOKEN" is set/);
  assert.match(written, /✓ Prometheus at http:\S+ answers: version 3\.1\.0, clock \+3 ms \(± 2 ms\)/);
  assert.match(written, /! Target other b:80 is down: refused/);
  assert.match(written, /✓ Docker engine "a" answers: version 20\.10\.24, manager of 3 nodes/);
  assert.match(written, /! The clock of Docker engine "a" differs from this machine's by \+2\.5 s/);
  assert.match(written, /→ --metrics\.prometheus\.buckets=0\.1,0\.2,0\.3,1\.2,5/);
  assert.match(written, /✓ Ready, 4 things to consider$/);
});

test("examinePlan() takes the scrape interval from the configuration when no target tells it", async () => {
  const targets = () => Promise.reject(new SourceError("refusal", "HTTP 404"));
  const { written } = await examine(text, { openPrometheus: () => ({ ...prometheus, targets }) });
  assert.match(written, /! Prometheus does not tell its targets: HTTP 404/);
  assert.match(written, /! The window \[1m\] holds fewer than four scrapes \(one each 30 s\)/);
});

test("examinePlan() says which variable is not set and does not ask that source", async () => {
  const openPrometheus = () => assert.fail("asked without its secret");
  const { written } = await examine(text, { environment: () => undefined, openPrometheus });
  assert.match(written, /✕ "TOKEN" is not set/);
  assert.match(written, /queries read, but not looked up in Prometheus/);
  assert.doesNotMatch(written, /✓ \d+ of \d+ queries/);
});

test("examinePlan() goes on when a source does not answer", async () => {
  const refuse = () => Promise.reject(new SourceError("connection", "ECONNREFUSED"));
  const { written } = await examine(text, {
    openPrometheus: () => ({ ...prometheus, buildInfo: refuse }),
    openDocker: () => ({ version: refuse, info: refuse, nodes: refuse }),
    probe: () => Promise.resolve("ECONNREFUSED"),
  });
  assert.match(written, /✕ Prometheus at .* does not answer: ECONNREFUSED/);
  assert.match(written, /✕ No Docker engine of the plan is a Swarm manager that answers/);
  assert.match(written, /✕ Probe "site" of .* gets no answer: ECONNREFUSED/);
  assert.match(written, /✕ \d+ things would spoil the drill/);
});

test("examinePlan() says which answers of a probe are not good", async () => {
  const { written } = await examine(text, { probe: () => Promise.resolve(404) });
  assert.match(written, /✕ Probe "site" of .* is answered 404 in 0 ms, which the plan does not count as good/);
});

test("examinePlan() finds the mistakes of the lab that this project began with", async () => {
  const { written } = await examine(`${text}objectives:
  - title: Lab mean
    query: sum(${histogram}_sum) / sum(traefik_entrypoint_requests_total)
    threshold: 200ms
  - { title: Dashboard, query: "rate(traefik_request_duration_seconds_sum[1m])", threshold: 1 }
  - { title: Short, query: "rate(${histogram}_count[8s])", threshold: 1 }
  - { title: Broken, query: "sum(rate(x[1m])", threshold: 1 }
  - { title: Elsewhere, query: 'traefik_open_connections{entrypoint="websecure"}', threshold: 1 }
`);
  assert.match(
    written,
    /✕ "traefik_entrypoint_requests_total" is a counter used without rate .* \(objective "Lab mean"\)/,
  );
  assert.match(written, /! The mean divides .* not the histogram's own count/);
  assert.match(
    written,
    new RegExp(`✕ "traefik_request_duration_seconds_sum" does not exist; did you mean "${histogram}_sum"`),
  );
  assert.match(written, /✕ The window \[8s\] is shorter than two scrapes \(one each 5 s\)/);
  assert.match(written, /✕ Cannot read the query: 1:16: parse error: unclosed left parenthesis \(objective "Broken"\)/);
  assert.match(written, /· \d+ of \d+ queries without fault/);
  assert.match(written, /! No series of "traefik_open_connections" has entrypoint="websecure": there is "web"/);
});

test("examinePlan() tells each promise in words, with its value now", async () => {
  const query = (text: string) => valued(text.includes("or vector(0)") ? 0.03 : 0.015);
  const { written } = await examine(text, { openPrometheus: () => ({ ...prometheus, query }) });
  assert.match(written, /✓ Response time < 200 ms: now 15 ms/);
  assert.match(written, /! 50x rate < 1 %: now 3 %, which breaks it already/);
  assert.match(written, /· Answers ≥ 99 % \(good ratio of probe site\)/);
});

test("examinePlan() finds an objective of several series, none, NaN, or that Prometheus refuses", async () => {
  const plan = `${text}objectives:
  - { title: Several, query: "rate(traefik_entrypoint_requests_total[1m])", threshold: 1 }
  - { title: Nothing, query: "traefik_open_connections > 99", threshold: 1 }
  - { title: NaN, query: "traefik_open_connections / 0", threshold: 1 }
  - { title: Refused, query: "sum(up)", threshold: 1 }
`;
  const query = (text: string) => {
    if (text.includes("99")) return valued();
    if (text.endsWith("/ 0")) return valued(NaN);
    if (text === "sum(up)") return Promise.reject(new SourceError("refusal", "execution: too many samples"));
    return text.startsWith("rate") ? valued(1, 2, 3) : valued(0);
  };
  const { written } = await examine(plan, { openPrometheus: () => ({ ...prometheus, query }) });
  assert.match(
    written,
    /! The query answers 3 series now, .* one series: wrap it in sum\(…\).* \(objective "Several"\)/,
  );
  assert.match(written, /→ sum\(rate\(traefik_entrypoint_requests_total\[1m\]\)\)/);
  assert.match(written, /! The query has no value now.* \(objective "Nothing"/);
  assert.match(written, /! The query has no number now but NaN.* \(objective "NaN"\)/);
  assert.match(written, /✕ Prometheus does not answer the query: execution: too many samples \(objective "Refused"\)/);
});

test("examinePlan() says that a label has other values when a query has none for that reason", async () => {
  const query = () => valued();
  const { written } = await examine(text.replace("name: web", "name: websecure"), {
    openPrometheus: () => ({ ...prometheus, query }),
  });
  assert.match(
    written,
    /✕ No series of "traefik_entrypoint_requests_total" has entrypoint="websecure": there is "web"/,
  );
  assert.match(written, /→ entrypoint="web"/);
  assert.doesNotMatch(written, /no value now[^✕!]*objective/);
});

test("examinePlan() finds a share of requests that is promised as a bare 1", async () => {
  const { written } = await examine(`${text}objectives:
  - title: Errors
    query: sum(rate(traefik_entrypoint_requests_total{code=~"5.."}[1m])) / sum(rate(traefik_entrypoint_requests_total[1m]))
    threshold: 1
`);
  assert.match(written, /✕ A bare number is a share of 1, .* write "1%".* \(objective "Errors"\)/);
});

test("examinePlan() says what a plan without probes, without engines, without anything cannot tell", async () => {
  const bare = await examine(`title: x
sources: { prometheus: { url: http://127.0.0.1:9090 } }
preset: { traefik: 3, name: web, errorRate: 1% }
`);
  assert.match(bare.written, /! No probe is named, so users will not be seen/);
  assert.match(bare.written, /! No Docker engine is named, so no failover can be told/);
  assert.equal(countRemarks(bare.examination, "spoilt"), 0);
  const plan = parsePlan(text, "x", "x.yaml");
  const nothing = await examinePlan({ ...plan, sources: { docker: [], probes: [] } }, ".", effects);
  assert.match(formatExamination(nothing), /✕ The plan has no source/);
});

test("examinePlan() says once that the metrics are those of another Traefik", async () => {
  const { written } = await examine(text.replace("traefik: 3", "traefik: 2"));
  assert.match(written, /✕ These look like the metrics of Traefik 3, .*: write traefik: 3/);
  assert.doesNotMatch(written, /"traefik_entrypoint_open_connections" does not exist/);
});

test("examinePlan() says that a port speaks http, not https, without OpenSSL's words", async () => {
  const reason = "write EPROTO 80:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../ssl.c:354:";
  const refuse = () => Promise.reject(new SourceError("connection", reason));
  const { written } = await examine(text.replaceAll("http://127", "https://127"), {
    openPrometheus: () => ({ ...prometheus, buildInfo: refuse }),
    probe: () => Promise.resolve("ERR_SSL_WRONG_VERSION_NUMBER"),
  });
  assert.match(written, /✕ Prometheus at https:\S+ answers http, not https: write http:\/\/ in its URL/);
  assert.match(written, /✕ Probe "site" of https:\S+ answers http, not https/);
  assert.doesNotMatch(written, /SSL/);
});

test("examinePlan() tries http before it says so of a TLS handshake that failed", async () => {
  const secure = text.replace("url: http://127.0.0.1/ ", "url: https://127.0.0.1/ ");
  const ask = async (plain: number | string) =>
    (await examine(secure, { probe: ({ url }) => Promise.resolve(url.startsWith("https:") ? "EPROTO" : plain) }))
      .written;
  assert.match(await ask(404), /✕ Probe "site" of https:\S+ answers http, not https/);
  assert.match(
    await ask("ECONNRESET"),
    /✕ Probe "site" of .* gets no answer: EPROTO: no TLS connection could be agreed/,
  );
});
