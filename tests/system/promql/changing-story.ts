import type { Labels } from "../../../src/core/labels.ts";
import {
  writeExposition,
  type WrittenFamily,
  type WrittenSample,
} from "../../../src/lab/exposition/write-exposition.ts";

/** How long each state of the story lasts, ms: as long as from scrape to scrape. */
export const stateLength = 500;

/** How many states the story has, the first one included. */
export const stateCount = 42;

/** In this state the proxy's exposition breaks off in the middle of a line. */
export const brokenState = 34;

/** The states in which the other target is dead. */
export const isDead = (state: number) => state >= 6 && state < 11;

/** Where the stamps that the proxy gives itself begin. */
const stampStart = Math.floor(Date.now() / 1_000) * 1_000;

/** A metric that the proxy stamps itself: its value is the state, and each state has a stamp of its own. */
export const stamped = { name: "demo_stamped", at: (state: number) => stampStart + state * stateLength } as const;

/**
 * What a proxy in the manner of Traefik exposes in a state: counters that grow, are born, vanish and come back, begin
 * anew at 38; a histogram whose requests are slow from 12 to 21; gauges with odd values; labels that are a target's.
 */
function proxyFamilies(state: number): WrittenFamily[] {
  const grown = state < 38 ? state : state - 38;
  const slow = Math.max(0, Math.min(grown, 21) - 11);
  const codes: readonly (readonly [code: string, value: number | undefined])[] = [
    ["200", 40 + 12 * grown],
    ["502", state < 10 || (state >= 17 && state < 22) ? undefined : 2 * (state - 9)],
    ["504", state < 25 ? 3 + state % 4 : undefined],
  ];
  const requests = (name: string, labels: Labels): WrittenFamily => ({
    name,
    help: "How many HTTP requests were processed.",
    type: "counter",
    samples: codes.flatMap(([code, value]) =>
      value === undefined ? [] : [sampleOf(name, { code, method: "GET", protocol: "http", ...labels }, value)]
    ),
  });
  return [
    requests("traefik_entrypoint_requests_total", { entrypoint: "web" }),
    requests("traefik_service_requests_total", { service: "album@swarm" }),
    durations("traefik_entrypoint_request_duration_seconds", 12 * grown, 10 * slow),
    gauge("traefik_open_connections", { entrypoint: "web", protocol: "TCP" }, (state * 7) % 5),
    gauge("demo_odd", { is: 'a "text"\nof two lines, \\ é' }, [NaN, Infinity, -Infinity, -0, 1e-9][state % 5] ?? 0),
    gauge("demo_inner", { job: "inner", instance: "inside", exported_job: "x" }, state),
  ];
}

function durations(name: string, count: number, slow: number): WrittenFamily {
  const labels = { code: "200", entrypoint: "web", method: "GET", protocol: "http" };
  const buckets = ([["0.1", 0], ["0.3", 0], ["1.2", 1], ["5", 1], ["+Inf", 1]] as const).map(([le, isSlow]) =>
    sampleOf(`${name}_bucket`, { ...labels, le }, count - slow + isSlow * slow)
  );
  const sum = sampleOf(`${name}_sum`, labels, 0.025 * (count - slow) + 0.75 * slow);
  return {
    name,
    help: "How long requests took.",
    type: "histogram",
    samples: [...buckets, sum, sampleOf(`${name}_count`, labels, count)],
  };
}

function gauge(name: string, labels: Labels, value: number): WrittenFamily {
  return { name, help: "A gauge.", type: "gauge", samples: [sampleOf(name, labels, value)] };
}

function sampleOf(name: string, labels: Labels, value: number): WrittenSample {
  return { name, labels: Object.entries(labels), value };
}

/** The proxy's exposition in a state. */
export function proxyText(state: number): string {
  const text = `${writeExposition(proxyFamilies(state))}${stamped.name} ${state} ${stamped.at(state)}\n`;
  return state === brokenState ? `${text}demo_broken{\n` : text;
}

/** The other target's exposition. */
export function otherText(state: number): string {
  return writeExposition([gauge("demo_state", {}, state)]);
}

/** The series of the proxy in a state, stamped ones left out, as a Prometheus has them that scrapes it under these labels. */
export function proxySeries(state: number, own: Labels): (readonly [labels: Labels, value: number])[] {
  return proxyFamilies(state).flatMap(({ samples }) =>
    samples.map(({ name, labels: pairs, value }) => {
      const labels: Labels = { __name__: name, ...Object.fromEntries(pairs), ...own };
      const inner = { ...labels, exported_exported_job: "inner", exported_instance: "inside" };
      return [name === "demo_inner" ? inner : labels, value] as const;
    })
  );
}
