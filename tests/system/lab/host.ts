import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { killChild, startChild } from "./child.ts";
import { ping } from "./engine.ts";
import { type NodeName, type Place, placeOf, prefix } from "./layout.ts";
import { attempt } from "./shell.ts";
import { until } from "./until.ts";

/**
 * The first process of a host: it gives itself a hostname, a /run and a /var/log, then becomes the Docker engine.
 * $1 is the hostname, $2 the folder of its logs; the rest are the engine's arguments.
 */
const boot = `
  hostname "$1" && mount -t tmpfs -o mode=755 tmpfs /run && mount --bind "$2" /var/log && shift 2 &&
  exec docker-init -s -- dockerd "$@"`;

/**
 * Starts a host: a process tree with a hostname, mounts, process ids and a network namespace of its own, ended as a whole by one kill.
 *
 * - `nsenter --net` and not `ip netns exec`: the latter remounts /sys, which hides the cgroups.
 * - Starting again keeps the data root, so the node is the same member of the swarm.
 */
export async function startHost(name: NodeName): Promise<void> {
  const place = placeOf(name);
  await clean(place);
  await mkdir(path.join(place.logs, "traefik"), { recursive: true });
  await mkdir(execRoot(place), { recursive: true });
  await writeFile(path.join(place.folder, "daemon.json"), "{}\n");
  const isolate = ["--uts", "--mount", "--ipc", "--pid", "--fork", "--kill-child=SIGKILL", "--mount-proc"];
  await startChild("nsenter", [
    `--net=/run/netns/${place.namespace}`,
    ...["unshare", ...isolate, "sh", "-c", boot, "boot", name, place.logs],
    ...engineArguments(place),
  ], { pidFile: place.pidFile, logFile: path.join(place.folder, "dockerd.log") });
  await until(`the engine of ${name} answers (its log: ${place.folder}/dockerd.log)`, () => ping(place.socket), 60_000);
}

/** Ends a host as a power cut does: engine, containers and all, at once. */
export async function haltHost(name: NodeName): Promise<void> {
  const place = placeOf(name);
  await killChild(place.pidFile, place.folder);
}

/** Halts the host and removes everything that it left: data, mounts, cgroups. */
export async function removeHost(name: NodeName): Promise<void> {
  const place = placeOf(name);
  await haltHost(name);
  await clean(place);
  await attempt`find /sys/fs/cgroup -depth -type d -path ${`*/${cgroup(place)}*`} -exec rmdir {} +`;
  await rm(place.folder, { recursive: true, force: true });
}

function engineArguments(place: Place): readonly string[] {
  return [
    `--config-file=${place.folder}/daemon.json`,
    `--data-root=${place.folder}/data`,
    `--exec-root=${execRoot(place)}`,
    `--pidfile=${place.folder}/dockerd.pid`,
    `--host=${place.host}`,
    // Inside the host, where a container that asks for the engine's socket finds it.
    "--host=unix:///run/docker.sock",
    `--cgroup-parent=/${cgroup(place)}`,
    "--exec-opt=native.cgroupdriver=cgroupfs",
    "--userland-proxy=false",
  ];
}

/** Unmounts what a killed engine left and removes the files that keep another from starting. */
async function clean(place: Place): Promise<void> {
  const mounts = (await attempt`findmnt --raw --noheadings --output TARGET`).lines();
  const own = mounts.filter((mount) => mount.startsWith(`${place.folder}/`)).reverse();
  for (const mount of own) await attempt`umount --lazy ${mount}`;
  await rm(execRoot(place), { recursive: true, force: true });
  await rm(path.join(place.folder, "dockerd.pid"), { force: true });
  await rm(place.socket, { force: true });
}

function execRoot(place: Place): string {
  return path.join(place.folder, "exec");
}

function cgroup(place: Place): string {
  return `${prefix}${place.name}`;
}
