/** The names that a major version of Traefik gives to its metrics and labels. */
export interface TraefikNames {
  /** Counter of requests, by `code` and `method`. */
  readonly requests: string;
  /** Histogram of response times in seconds, without its suffix. */
  readonly duration: string;
  /** Selector of the gauge of open connections. */
  readonly openConnections: string;
  /** Counter of requests by what they were routed to, whatever is judged. */
  readonly serviceRequests: string;
  readonly serviceLabel: "backend" | "service";
  /** The braces that select what is judged, with further matchers: `{entrypoint="web", code=~"5.."}`, or nothing. */
  matching(...more: string[]): string;
}

/**
 * The names for what is judged `by` entrypoint, backend (Traefik 1) or service (Traefik 2 and 3).
 *
 * Traefik 1 calls a service a backend; Traefik 3 counts open connections by entrypoint only, under one name.
 */
export function traefikNames(
  version: 1 | 2 | 3,
  by: "entrypoint" | "backend" | "service",
  name: string | undefined,
): TraefikNames {
  const own = name === undefined ? [] : [`${by}=${JSON.stringify(name)}`];
  const matching = (...more: string[]) => {
    const matchers = [...own, ...more];
    return matchers.length === 0 ? "" : `{${matchers.join(", ")}}`;
  };
  const serviceLabel = version === 1 ? "backend" : "service";
  const oneName = by === "entrypoint" ? `traefik_open_connections${matching()}` : "traefik_open_connections";
  return {
    requests: `traefik_${by}_requests_total`,
    duration: `traefik_${by}_request_duration_seconds`,
    openConnections: version === 3 ? oneName : `traefik_${by}_open_connections${matching()}`,
    serviceRequests: `traefik_${serviceLabel}_requests_total`,
    serviceLabel,
    matching,
  };
}
