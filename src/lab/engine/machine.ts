import process from "node:process";
import { getHeapStatistics } from "node:v8";

/** The machine under the lab, in the engine's words. */
export interface Machine {
  /** `x86_64`, as nodes say it. */
  readonly architecture: string;
  /** `amd64`, as the version says it. */
  readonly goArchitecture: string;
  readonly os: string;
  /** What a process of the lab may use. */
  readonly memoryBytes: number;
}

const architectures: Readonly<Record<string, readonly [string, string]>> = {
  x64: ["x86_64", "amd64"],
  arm64: ["aarch64", "arm64"],
};

/** Reads what this process runs on. */
export function readMachine(): Machine {
  const [architecture, goArchitecture] = architectures[process.arch] ?? [process.arch, process.arch];
  return {
    architecture,
    goArchitecture,
    os: process.platform === "win32" ? "windows" : process.platform,
    memoryBytes: getHeapStatistics().heap_size_limit,
  };
}
