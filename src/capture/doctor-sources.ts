import { formatDuration, formatOffset } from "../core/format.ts";
import type { DockerSource, Plan, ProbeSource, PrometheusSource } from "../core/plan.ts";
import { isRecord } from "../core/record.ts";
import type { DoctorEffects, ExaminedPrometheus } from "./doctor-effects.ts";
import { canReach } from "./doctor-environment.ts";
import { doctorReason, noAnswer, plainHttp } from "./doctor-reason.ts";
import type { DoctorRemark } from "./doctor-remark.ts";
import type { ClockReading } from "./prometheus.ts";

/** A difference of clocks that a reader must know of, ms. */
const largeOffset = 1_000;

/** What a drill by a plan without these sources cannot tell. */
export function examineAbsences({ prometheus, docker, probes }: Plan["sources"]): DoctorRemark[] {
  if (prometheus === undefined && docker.length === 0 && probes.length === 0) {
    return [{ state: "spoilt", text: "The plan has no source, so nothing would be recorded" }];
  }
  const remarks: DoctorRemark[] = [];
  if (docker.length === 0) {
    const text =
      "No Docker engine is named, so no failover can be told: neither nodes nor tasks nor the leader are seen";
    remarks.push({ state: "caution", text, fix: "docker: [{ name: manager, host: unix:///var/run/docker.sock }]" });
  }
  if (probes.length === 0) {
    const text = "No probe is named, so users will not be seen: a request that never reaches a server counts nowhere";
    remarks.push({ state: "caution", text, fix: "probes: [{ name: site, url: http://127.0.0.1/ }]" });
  }
  return remarks;
}

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
    return [{ state: "spoilt", text: noAnswer(name, doctorReason(error)) }];
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
    return { remarks: [{ state: "spoilt", text: noAnswer(name, doctorReason(error)) }], manages: false };
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
    if (typeof outcome === "string") {
      const reason = await reasonOfProbe(source, outcome, effects);
      return { state: "spoilt", text: noAnswer(name, reason, "gets no answer") };
    }
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

/** Why a probe got no answer; Node says no more than EPROTO of a failed TLS handshake, so http is tried then. */
async function reasonOfProbe(source: ProbeSource, outcome: string, effects: DoctorEffects): Promise<string> {
  if (outcome !== "EPROTO" || !source.url.startsWith("https:")) return doctorReason(outcome);
  const url = source.url.replace(/^https:/, "http:");
  const plain = await effects.probe({ ...source, url, timeout: Math.min(source.timeout, longestProbe) });
  return typeof plain === "number" ? plainHttp : "EPROTO: no TLS connection could be agreed";
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
