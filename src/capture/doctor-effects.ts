import type { DockerSource, ProbeSource, PrometheusSource } from "../core/plan.ts";
import type { Instant } from "../core/time.ts";
import { type ConfigReading, readConfigs } from "./config-watch.ts";
import { connectDocker, type Docker } from "./docker.ts";
import { type ReadEnvironment, systemEnvironment } from "./environment.ts";
import { type ProbeOutcome, sendProbe } from "./probe-request.ts";
import { connectPrometheus, type Prometheus } from "./prometheus.ts";

/** What the doctor asks of a Prometheus. */
export type ExaminedPrometheus = Pick<
  Prometheus,
  "buildInfo" | "clock" | "metricNames" | "metadata" | "query" | "series" | "targets" | "runningConfig"
>;

/** What the doctor asks of a Docker engine. */
export type ExaminedDocker = Pick<Docker, "version" | "info" | "nodes">;

/** What the doctor asks of its surroundings. */
export interface DoctorEffects {
  /** Wall clock, ms since the epoch. */
  now(): Instant;
  environment: ReadEnvironment;
  openPrometheus(source: PrometheusSource): ExaminedPrometheus;
  openDocker(source: DockerSource): ExaminedDocker;
  probe(source: ProbeSource): Promise<ProbeOutcome>;
  readConfigs(book: string, patterns: readonly string[]): Promise<ConfigReading>;
}

/** The network, the disk and the clock of this machine. */
export const systemEffects: DoctorEffects = {
  now: Date.now,
  environment: systemEnvironment,
  openPrometheus: (source) => connectPrometheus(source),
  openDocker: (source) => connectDocker(source),
  probe: (source) => sendProbe(source).outcome,
  readConfigs,
};
