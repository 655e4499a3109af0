import process from "node:process";
import { run } from "../lab/shell.ts";

/**
 * Makes the whole overlay network 10.0.1.0/24 local to the network namespace of this process, which must be its own: a server
 * at 0.0.0.0 has every address of it. Ends this process when it takes too long, since nobody else would.
 */
export async function makeOverlay(): Promise<void> {
  setTimeout(() => process.exit(1), 60_000).unref();
  await run`ip link set lo up`;
  await run`ip route add local 10.0.1.0/24 dev lo`;
}

/** From now on nothing comes from an address any more, as when its host is dead. */
export async function silence(address: string): Promise<void> {
  await run`iptables -A INPUT -d ${address} -j DROP`;
  await run`iptables -A INPUT -s ${address} -j DROP`;
}
