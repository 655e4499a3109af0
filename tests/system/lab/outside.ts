import { spawn } from "node:child_process";
import { stat } from "node:fs/promises";
import process from "node:process";
import { outside } from "./layout.ts";
import { makeOutside } from "./network.ts";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Whether this process lives in the lab's outside namespace. */
export async function isOutside(): Promise<boolean> {
  const [own, wanted] = await Promise.all(
    ["/proc/self/ns/net", `/run/netns/${outside}`].map((file) => stat(file).catch(() => undefined)),
  );
  return own !== undefined && own.ino === wanted?.ino && own.dev === wanted.dev;
}

/**
 * Runs a command in the outside namespace with this process' terminal, and answers its exit code.
 * Signals are passed on and awaited, so that the caller lives to clear up.
 */
export async function runOutside(command: string, args: readonly string[]): Promise<number> {
  await makeOutside();
  const child = spawn("nsenter", [`--net=/run/netns/${outside}`, command, ...args], { stdio: "inherit" });
  const pass = (signal: NodeJS.Signals) => child.kill(signal);
  for (const signal of signals) process.on(signal, pass);
  try {
    return await new Promise((resolve, reject) => {
      child.on("error", reject).on("close", (code) => resolve(code ?? 130));
    });
  } finally {
    for (const signal of signals) process.off(signal, pass);
  }
}

/** Runs this very program again in the outside namespace. */
export async function rerunOutside(): Promise<number> {
  return await runOutside(process.execPath, [...process.execArgv, ...process.argv.slice(1)]);
}
