import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Child, type ChildHearers, startChild } from "../child-process.ts";
import type { PrometheusConfig } from "./config.ts";
import type { RealConfig } from "./real-child.ts";

/** The project's own Prometheus, or the program `prometheus` on PATH. */
export type PrometheusKind = "embedded" | "real";

/**
 * Starts a Prometheus of the lab as a process of its own, and waits until it answers; `ports.http` is its port.
 * Throws `UserError` when it cannot start.
 */
export function startPrometheus(
  kind: PrometheusKind,
  config: PrometheusConfig,
  hearers: ChildHearers,
): Promise<Child> {
  switch (kind) {
    case "embedded":
      return startChild("Prometheus", "prometheus/embedded-child.ts", config, hearers);
    case "real": {
      const folder = join(tmpdir(), `drillbook-prometheus-${randomUUID()}`);
      const real: RealConfig = { ...config, folder };
      const permissions = ["--allow-run=prometheus", `--allow-write=${folder}`];
      return startChild("Prometheus", "prometheus/real-child.ts", real, hearers, { gentle: true, permissions });
    }
  }
}
