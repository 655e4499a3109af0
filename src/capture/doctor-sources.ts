import { formatDuration, formatOffset } from "../core/format.ts";
import type { DockerSource, ProbeSource, PrometheusSource } from "../core/plan.ts";
import { isRecord } from "../core/record.ts";
import type { DoctorEffects, ExaminedPrometheus } from "./doctor-effects.ts";
import { canReach } from "./doctor-environment.ts";
import type { DoctorRemark } from "./doctor-remark.ts";
import type { ClockReading } from "./prometheus.ts";
import { reasonOf } from "./source-error.ts";

/** A difference of clocks that a reader must know of, ms. */
const largeOffset = 1_000;

/** Whether Prometheus answers, its version and its clock. */
export async function examinePrometheus(
  source: PrometheusSource,
  prometheus: ExaminedPrometheus,
): Promise<DoctorRemark[]> {
  const name = `Prometheus at ${source.url}`;
  try {
    const [build, clock] = [await prometheus.buildInfo(), await prometheus.clock()];
    return [
      { state: "good", text: `${name} answers: version ${build.result.version}, ${clockWords(clock)}` },
      ...late(name, clock),
    ];
  } catch (error) {
    return [{ state: "spoilt", text: `${name} does not answer: ${reasonOf(error)}` }];
  }
}

/** Whether each engine answers, its version, its clock, and whether it is a manager of a Swarm. */
export async function examineDocker(sources: readonly DockerSource[], effects: DoctorEffects): Promise<DoctorRemark[]> {
  const examined = await Promise.all(
    sources.filter((source) => canReach(source, effects.environment)).map((source) => examineEngine(source, effects)),
  );
  const remarks = examined.flatMap(({ remarks }) => remarks);
  if (sources.length > 0 && !examined.some(({ manages }) => manages)) {
    remarks.push({ state: "spoilt", text: "No Docker engine of the plan is a Swarm manager that answers" });
  } else if (sources.length === 1) {
    const text =
      "Only one Docker engine is named: while it is down nobody tells what the Swarm does; name every manager";
    remarks.push({ state: "caution", text });
  }
  return remarks;
}

async function examineEngine(
  source: DockerSource,
  effects: DoctorEffects,
): Promise<{ remarks: DoctorRemark[]; manages: boolean }> {
  const name = `Docker engine "${source.name}"`;
  try {
    const docker = effects.openDocker(source);
    const [version, info] = [await docker.version(), await docker.info()];
    const manages = isManager(info.value);
    const nodes = manages ? (await docker.nodes()).length : 0;
    const role = manages ? `manager of ${nodes} node${nodes === 1 ? "" : "s"}` : "no Swarm manager";
    const clock = info.clock === undefined ? "clock unknown" : clockWords(info.clock);
    const text = `${name} answers: version ${String(version["Version"])}, ${role}, ${clock}`;
    const offset = info.clock === undefined ? [] : late(name, info.clock);
    return { remarks: [{ state: manages ? "good" : "caution", text }, ...offset], manages };
  } catch (error) {
    return { remarks: [{ state: "spoilt", text: `${name} does not answer: ${reasonOf(error)}` }], manages: false };
  }
}

function isManager(info: Readonly<Record<string, unknown>>): boolean {
  const swarm = info["Swarm"];
  return isRecord(swarm) && swarm["ControlAvailable"] === true;
}

/** One request of each probe, and whether its answer would count as good. */
export async function examineProbes(sources: readonly ProbeSource[], effects: DoctorEffects): Promise<DoctorRemark[]> {
  return await Promise.all(sources.map(async (source): Promise<DoctorRemark> => {
    const name = `Probe "${source.name}" of ${source.url}${source.host === undefined ? "" : ` as ${source.host}`}`;
    const sent = effects.now();
    const outcome = await effects.probe({ ...source, timeout: Math.min(source.timeout, longestProbe) });
    const latency = effects.now() - sent;
    if (typeof outcome === "string") return { state: "spoilt", text: `${name} gets no answer: ${outcome}` };
    const answered = `${name} is answered ${outcome} in ${formatDuration(latency)}`;
    if (!source.good.status.some(([first, last]) => outcome >= first && outcome <= last)) {
      return { state: "spoilt", text: `${answered}, which the plan does not count as good` };
    }
    if (source.good.within !== undefined && latency > source.good.within) {
      return {
        state: "caution",
        text: `${answered}, slower than the ${formatDuration(source.good.within)} that count as good`,
      };
    }
    return { state: "good", text: answered };
  }));
}

/** The doctor does not wait longer than this for one probe, ms. */
const longestProbe = 10_000;

function clockWords({ offset, roundTrip }: ClockReading): string {
  const sign = offset < 0 ? "−" : "+";
  return `clock ${sign}${formatDuration(Math.abs(offset))} (± ${formatDuration(Math.ceil(roundTrip / 2))})`;
}

function late(name: string, { offset, roundTrip }: ClockReading): DoctorRemark[] {
  if (Math.abs(offset) - roundTrip / 2 < largeOffset) return [];
  const text = `The clock of ${name} differs from this machine's by ${formatOffset(offset)}: offsets between ` +
    "what it says and what the recorder sees are wrong by as much; synchronise the clocks";
  return [{ state: "caution", text }];
}
