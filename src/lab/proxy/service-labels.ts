import { UserError } from "../../core/user-error.ts";
import type { Router } from "./routes.ts";

/** What the labels of a service of the swarm say. */
export interface ServiceLabels {
  readonly routers: readonly Router[];
  readonly services: readonly { readonly name: string; readonly port: number; readonly weight: number }[];
}

const router = /^traefik\.http\.routers\.([^.]+)\.(rule|entrypoints|service)$/i;
const server = /^traefik\.http\.services\.([^.]+)\.loadbalancer\.server\.(port|weight)$/i;

/**
 * Reads Traefik's labels; `undefined` for a service that is not to be served.
 * Throws `UserError` for what this proxy does not know; a real one knows more.
 */
export function parseServiceLabels(
  labels: Readonly<Record<string, string>>,
  exposedByDefault: boolean,
): ServiceLabels | undefined {
  const enable = labels["traefik.enable"];
  if (enable === undefined ? !exposedByDefault : enable !== "true") return undefined;
  const routers = new Map<string, Map<string, string>>();
  const services = new Map<string, Map<string, string>>();
  for (const [label, value] of Object.entries(labels)) {
    if (!label.toLowerCase().startsWith("traefik.") || label === "traefik.enable") continue;
    const isRouter = router.test(label);
    const [, name = "", key = ""] = router.exec(label) ?? server.exec(label) ?? [];
    if (name === "") throw new UserError(`the label "${label}" is unknown`);
    const groups = isRouter ? routers : services;
    groups.set(name, (groups.get(name) ?? new Map<string, string>()).set(key.toLowerCase(), value));
  }
  if (routers.size === 0) throw new UserError("no label names a router");
  return {
    routers: Array.from(routers, ([name, keys]) => ({
      name: `${name}@swarm`,
      service: `${keys.get("service") ?? onlyOne(name, services)}@swarm`,
      hosts: parseRule(keys.get("rule") ?? ""),
      entrypoints: keys.get("entrypoints")?.split(",").map((entrypoint) => entrypoint.trim()),
    })),
    services: Array.from(services, ([name, keys]) => ({
      name: `${name}@swarm`,
      port: parseNatural(`port of the service "${name}"`, keys.get("port")),
      weight: parseNatural(`weight of the service "${name}"`, keys.get("weight") ?? "1"),
    })),
  };
}

function onlyOne(router: string, services: ReadonlyMap<string, unknown>): string {
  const [name, ...others] = services.keys();
  if (name === undefined || others.length > 0) throw new UserError(`the router "${router}" must name its service`);
  return name;
}

/** The hosts of a rule such as ``Host(`album.test`) || Host(`www.album.test`)``. */
function parseRule(rule: string): readonly string[] {
  return rule.split("||").map((part) => {
    const host = /^\s*Host\(\s*(?:`([^`]+)`|"([^"]+)")\s*\)\s*$/.exec(part);
    if (host === null) throw new UserError(`the rule "${rule}" is unknown; write it as "Host(\`album.test\`)"`);
    return (host[1] ?? host[2] ?? "").toLowerCase();
  });
}

function parseNatural(what: string, text: string | undefined): number {
  if (text === undefined || !/^\d{1,5}$/.test(text)) throw new UserError(`the ${what} is ${text ?? "missing"}`);
  return Number(text);
}
