import type { Plan } from "../core/plan.ts";
import { portsFrom, usualPort } from "./lab-ports.ts";

const labPorts = Object.keys(portsFrom(usualPort)).length;

/** The demo's plan for a lab whose first port is another than that of the plan: each address of the lab moves along. */
export function movePlan(plan: Plan, first: number): Plan {
  const { prometheus, docker, probes } = plan.sources;
  const moved = (address: string) =>
    address.replace(/(?<=\/\/127\.0\.0\.1:)\d+/, (port) => {
      const offset = Number(port) - usualPort;
      return offset >= 0 && offset < labPorts ? String(first + offset) : port;
    });
  return {
    ...plan,
    sources: {
      ...prometheus === undefined ? {} : { prometheus: { ...prometheus, url: moved(prometheus.url) } },
      docker: docker.map((source) => ({
        ...source,
        host: typeof source.host === "string" ? moved(source.host) : source.host,
      })),
      probes: probes.map((source) => ({ ...source, url: moved(source.url) })),
    },
  };
}
