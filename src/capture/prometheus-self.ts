import type { Recording } from "../archive/recording-fs.ts";
import type { Prometheus } from "./prometheus.ts";
import { retry } from "./retry.ts";
import { reasonOf, SourceError } from "./source-error.ts";

/** What Prometheus said of itself at one end of the session. */
export interface SelfAccount {
  readonly version: string | undefined;
  /** The running configuration as YAML. */
  readonly config: string | undefined;
  readonly warnings: readonly string[];
}

/** Asks for targets, rules, runtime and build, writes each, and asks for the running configuration. Never throws `SourceError`. */
export async function recordSelf(
  prometheus: Prometheus,
  recording: Pick<Recording, "writeSelf">,
  when: "start" | "end",
): Promise<SelfAccount> {
  const warnings: string[] = [];
  async function ask<Answer>(name: string, call: () => Promise<Answer>): Promise<Answer | undefined> {
    try {
      return await retry(call, 2);
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      warnings.push(`Prometheus gave no ${name} at the ${when}: ${reasonOf(error)}`);
      return undefined;
    }
  }
  const [build, targets, rules, runtime, config] = await Promise.all([
    ask("build", prometheus.buildInfo),
    ask("targets", prometheus.targets),
    ask("rules", prometheus.rules),
    ask("runtime", prometheus.runtimeInfo),
    ask("running configuration", prometheus.runningConfig),
  ]);
  for (const [name, answer] of Object.entries({ build, targets, rules, runtime })) {
    if (answer !== undefined) await recording.writeSelf(when, name, answer.body);
  }
  return { version: build?.result.version, config: config?.result.yaml, warnings };
}
