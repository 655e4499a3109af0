import type { Labels } from "../../core/labels.ts";
import type { WrittenFamily, WrittenSample } from "../exposition/write-exposition.ts";
import { formatShort } from "../../promql/engine/go-number.ts";

/** Where requests are counted. */
export type Scope = "entrypoint" | "router" | "service";

/** A request that has ended. */
export interface EndedRequest {
  readonly code: number;
  readonly method: string;
  readonly protocol: string;
  readonly durationSeconds: number;
  /** Of its body, and of the answer's. */
  readonly requestBytes: number;
  readonly responseBytes: number;
}

/** The requests of a scope, counted by labels that tell where: `{ router: "web@swarm", service: "web@swarm" }`. */
export interface RequestSeries {
  count(where: Labels, request: EndedRequest): void;
  /** Forgets what was counted under labels that have these. */
  forget(where: Labels): void;
  families(): readonly WrittenFamily[];
}

interface Series {
  /** In the order of their names, as they are written. */
  readonly labels: readonly (readonly [name: string, value: string])[];
  /** How many took at most as long as each bound. */
  readonly within: number[];
  count: number;
  seconds: number;
  requestBytes: number;
  responseBytes: number;
}

/** Series that are born with the first request that has their labels. `bounds` are the histogram's, in seconds. */
export function requestSeries(scope: Scope, bounds: readonly number[]): RequestSeries {
  const known = new Map<string, Series>();
  return { count, forget, families };

  function count(where: Labels, request: EndedRequest): void {
    const { code, method, protocol } = request;
    const labels = Object.entries({ ...where, code: `${code}`, method, protocol }).toSorted(([a], [b]) =>
      a < b ? -1 : 1
    );
    const key = JSON.stringify(labels);
    const series = known.get(key) ??
      { labels, within: bounds.map(() => 0), count: 0, seconds: 0, requestBytes: 0, responseBytes: 0 };
    known.set(key, series);
    for (const [index, bound] of bounds.entries()) {
      if (request.durationSeconds <= bound) series.within[index] = (series.within[index] ?? 0) + 1;
    }
    series.count += 1;
    series.seconds += request.durationSeconds;
    series.requestBytes += request.requestBytes;
    series.responseBytes += request.responseBytes;
  }

  function forget(where: Labels): void {
    for (const [key, { labels }] of known) {
      const own: Labels = Object.fromEntries(labels);
      if (Object.entries(where).every(([name, value]) => own[name] === value)) known.delete(key);
    }
  }

  function families(): readonly WrittenFamily[] {
    const all = [...known.values()].toSorted((a, b) => compareLabels(a.labels, b.labels));
    const counter = (name: string, help: string, value: (series: Series) => number): WrittenFamily => ({
      name,
      help,
      type: "counter",
      samples: all.map((series) => ({ name, labels: series.labels, value: value(series) })),
    });
    const prefix = `traefik_${scope}`;
    const words = helps[scope];
    const duration = `${prefix}_request_duration_seconds`;
    return [
      counter(`${prefix}_requests_total`, words.requests, (series) => series.count),
      {
        name: duration,
        help: words.duration,
        type: "histogram",
        samples: all.flatMap((series) => histogram(duration, bounds, series)),
      },
      counter(`${prefix}_requests_bytes_total`, words.requestBytes, (series) => series.requestBytes),
      counter(`${prefix}_responses_bytes_total`, words.responseBytes, (series) => series.responseBytes),
    ];
  }
}

function histogram(name: string, bounds: readonly number[], series: Series): readonly WrittenSample[] {
  const { labels, within, count, seconds } = series;
  return [
    ...bounds.map((bound, index) => bucket(bound, within[index] ?? 0)),
    bucket(Infinity, count),
    { name: `${name}_sum`, labels, value: seconds },
    { name: `${name}_count`, labels, value: count },
  ];

  function bucket(bound: number, value: number): WrittenSample {
    return { name: `${name}_bucket`, labels: [...labels, ["le", formatShort(bound)]], value };
  }
}

function compareLabels(a: Series["labels"], b: Series["labels"]): number {
  for (const [index, [, value]] of a.entries()) {
    const other = b[index]?.[1] ?? "";
    if (value !== other) return value < other ? -1 : 1;
  }
  return 0;
}

const parts = "partitioned by status code, protocol, and method.";
const routerParts = "partitioned by service, status code, protocol, and method.";

/** The words that Traefik 3.7 prints beside the families. */
const helps = {
  entrypoint: {
    requests: `How many HTTP requests processed on an entrypoint, ${parts}`,
    duration: `How long it took to process the request on an entrypoint, ${parts}`,
    requestBytes: `The total size of requests in bytes handled by an entrypoint, ${parts}`,
    responseBytes: `The total size of responses in bytes handled by an entrypoint, ${parts}`,
  },
  router: {
    requests: `How many HTTP requests are processed on a router, ${routerParts}`,
    duration: `How long it took to process the request on a router, ${routerParts}`,
    requestBytes: `The total size of requests in bytes handled by a router, ${routerParts}`,
    responseBytes: `The total size of responses in bytes handled by a router, ${routerParts}`,
  },
  service: {
    requests: `How many HTTP requests processed on a service, ${parts}`,
    duration: `How long it took to process the request on a service, ${parts}`,
    requestBytes: `The total size of requests in bytes received by a service, ${parts}`,
    responseBytes: `The total size of responses in bytes returned by a service, ${parts}`,
  },
} as const satisfies Record<Scope, Readonly<Record<string, string>>>;
