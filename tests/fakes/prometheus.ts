import { type FakeServer, serveFake } from "./fault.ts";

/** A fake Prometheus that scraped one target every `interval` ms since long ago; values are the seconds of the stamp. */
export interface FakePrometheus extends FakeServer {
  /** Extra members of the body of each query's answer: `warnings`, `infos`. */
  annotate(extra: Readonly<Record<string, unknown>>): void;
  /** Instants at which the web target was down, `[from, to)`, ms. */
  down(intervals: readonly (readonly [number, number])[]): void;
  alerts(list: readonly unknown[]): void;
}

/** Starts it with this many series of `requests_total` beside `up`. */
export async function fakePrometheus(
  options: { series?: number; interval?: number; port?: number } = {},
): Promise<FakePrometheus> {
  const { series = 3, interval = 1_000 } = options;
  let extra: Readonly<Record<string, unknown>> = {};
  let downs: readonly (readonly [number, number])[] = [];
  let alerts: readonly unknown[] = [];
  const target = { job: "web", instance: "a:80" };
  const requests = Array.from(
    { length: series },
    (_, index) => ({ __name__: "requests_total", path: `/${index}`, ...target }),
  );
  const up = [{ __name__: "up", ...target }];

  const isDown = (at: number) => downs.some(([from, to]) => at >= from && at < to);
  const alive = (name: string, at: number) => name === "up" || !isDown(at);

  function query(text: string, at: number): unknown {
    if (text === "time()") return { resultType: "scalar", result: [at / 1_000, String(at / 1_000)] };
    const match = /^([a-z_A-Z]+)(?:\{.*\})?(?:\[(\d+)ms\])?$/.exec(text);
    const name = match?.[1] ?? "";
    const known = name === "up" ? up : name === "requests_total" ? requests : [];
    if (match?.[2] === undefined) {
      const last = Math.floor(at / interval) * interval;
      const result = alive(name, last)
        ? known.map((metric) => ({ metric, value: [at / 1_000, valueAt(name, last)] }))
        : [];
      return { resultType: "vector", result };
    }
    const values: [number, string][] = [];
    for (let stamp = Math.ceil((at - Number(match[2])) / interval) * interval; stamp <= at; stamp += interval) {
      if (alive(name, stamp)) values.push([stamp / 1_000, valueAt(name, stamp)]);
    }
    return { resultType: "matrix", result: values.length === 0 ? [] : known.map((metric) => ({ metric, values })) };
  }

  function valueAt(name: string, stamp: number): string {
    return name === "up" ? (isDown(stamp) ? "0" : "1") : String(Math.floor(stamp / 1_000));
  }

  function range(parameters: URLSearchParams): unknown {
    const [start, end, step] = ["start", "end", "step"].map((name) => Number(parameters.get(name)));
    const values: [number, string][] = [];
    for (let at = start ?? 0; at <= (end ?? 0); at += step ?? 1) values.push([at, "0.007"]);
    return { resultType: "matrix", result: [{ metric: {}, values }] };
  }

  const server = await serveFake((path, _, body) => {
    const url = new URL(path, "http://fake");
    const parameters = body === "" ? url.searchParams : new URLSearchParams(body);
    const success = (data: unknown) => ({ body: JSON.stringify({ status: "success", data, ...extra }) });
    switch (url.pathname) {
      case "/api/v1/query":
        return success(
          query(
            parameters.get("query") ?? "",
            Math.round(Number(parameters.get("time") ?? Date.now() / 1_000) * 1_000),
          ),
        );
      case "/api/v1/query_range":
        return success(range(parameters));
      case "/api/v1/alerts":
        return success({ alerts });
      case "/api/v1/status/buildinfo":
        return success({ version: "3.0.0-fake" });
      case "/api/v1/status/config":
        return success({ yaml: "global:\n  scrape_interval: 1s\n" });
      case "/api/v1/targets":
        return success({ activeTargets: [{ labels: target, scrapeInterval: `${interval}ms`, health: "up" }] });
      case "/api/v1/rules":
        return success({ groups: [] });
      case "/api/v1/status/runtimeinfo":
        return success({ storageRetention: "15d" });
      default:
        return {
          status: 404,
          body: JSON.stringify({ status: "error", errorType: "not_found", error: "no such path" }),
        };
    }
  }, options.port);
  return {
    ...server,
    annotate: (next) => void (extra = next),
    down: (intervals) => void (downs = intervals),
    alerts: (list) => void (alerts = list),
  };
}
