import type { DoctorRemark } from "./doctor-remark.ts";

/** The major version of Traefik whose metrics these names are; `undefined` when they do not tell. */
export function traefikVersionOf(names: Iterable<string>): 1 | 2 | 3 | undefined {
  const all = [...names];
  if (all.includes("traefik_open_connections")) return 3;
  if (all.some((name) => name.startsWith("traefik_backend_"))) return 1;
  return all.some((name) => /^traefik_(service|router)_/.test(name)) ? 2 : undefined;
}

/** Says once that the plan's queries are written for another Traefik than the one whose metrics there are. */
export function examineTraefik(planned: Iterable<string>, existing: Iterable<string>): DoctorRemark[] {
  const [wanted, found] = [traefikVersionOf(planned), traefikVersionOf(existing)];
  if (wanted === undefined || found === undefined || wanted === found) return [];
  const fix = `traefik: ${found}`;
  const text = `These look like the metrics of Traefik ${found}, and the plan's queries are those of Traefik ` +
    `${wanted}: write ${fix}`;
  return [{ state: "spoilt", text, fix }];
}

/** Whether a metric has this name in some versions of Traefik only. */
export function dependsOnTraefik(metric: string): boolean {
  return /^traefik_(?:backend_|service_|open_connections$|entrypoint_open_connections$)/.test(metric);
}
