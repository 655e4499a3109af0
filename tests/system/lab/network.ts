import { bridge, bridgeAddress, nodes, outside, placeOf, prefix } from "./layout.ts";
import { attempt, run } from "./shell.ts";

/**
 * Makes the namespace in which the harness, the recorder and Prometheus live: outside the system under test, and away from
 * the machine's own network, which may use the very addresses of the lab. Harmless when it is there.
 */
export async function makeOutside(): Promise<void> {
  await attempt`ip netns add ${outside}`;
  await run`ip -n ${outside} link set lo up`;
}

/**
 * Makes a bridge in the namespace of this process, which is the outside one, and a namespace for each node on it.
 *
 * No default route anywhere: what is sent beyond 192.0.2.0/24 fails at once, so a pull or a name lookup cannot hang.
 */
export async function makeNetwork(): Promise<void> {
  await run`ip link add ${bridge} type bridge`;
  await run`ip address add ${bridgeAddress} dev ${bridge}`;
  await run`ip link set ${bridge} up`;
  for (const [index, name] of nodes.entries()) {
    const { namespace, address } = placeOf(name);
    const link = `${prefix}veth${index}`;
    await run`ip netns add ${namespace}`;
    await run`ip link add ${link} type veth peer name eth0 netns ${namespace}`;
    await run`ip link set ${link} master ${bridge} up`;
    await run`ip -n ${namespace} link set lo up`;
    await run`ip -n ${namespace} address add ${`${address}/24`} dev eth0`;
    await run`ip -n ${namespace} link set eth0 up`;
  }
}

/** Removes the nodes' namespaces, and with them their links, then the bridge; the outside namespace stays for who is in it. */
export async function removeNetwork(): Promise<void> {
  for (const name of await namespaces()) if (name !== outside) await attempt`ip netns delete ${name}`;
  await attempt`ip -n ${outside} link delete ${bridge}`;
}

/** Removes the outside namespace, once nothing lives in it any more. */
export async function removeOutside(): Promise<void> {
  await attempt`ip netns delete ${outside}`;
}

async function namespaces(): Promise<readonly string[]> {
  const names = (await attempt`ip -o netns list`).lines().map((line) => line.split(" ")[0] ?? "");
  return names.filter((name) => name.startsWith(prefix));
}
