import { plainText } from "../core/plain-text.ts";
import type { Fact } from "../core/fact.ts";
import { formatDuration, formatTimeOfDay } from "../core/format.ts";
import type { Duration, Instant } from "../core/time.ts";
import { type LiveState, noteFact } from "./live-state.ts";

/** What a recorder prints where there is no terminal: a line a fact, and calm where facts come in crowds. */
export interface FactPrinter {
  /** The lines for facts that came together. */
  print(facts: readonly Fact[]): readonly string[];
}

const minute: Duration = 60_000;
const crowd = 4;

/** A printer; failures of a probe are told once a second at most, its successes once a minute, a crowd of swarm changes as one line. */
export function printFacts(state: LiveState): FactPrinter {
  let toldProbes: Instant | undefined;
  return {
    print(facts) {
      const lines: string[] = [];
      const swarm: string[] = [];
      for (const fact of facts) {
        const line = noteFact(state, fact);
        if (line !== undefined && fact.kind === "swarm") swarm.push(line.text);
        else if (line !== undefined) lines.push(stamped(line.at, line.text));
        if (fact.kind !== "probe") continue;
        toldProbes ??= fact.at;
        if (fact.at - toldProbes < minute) continue;
        toldProbes = fact.at;
        lines.push(...minuteLines(state, fact.at));
      }
      const at = facts.find(({ kind }) => kind === "swarm")?.at ?? 0;
      if (swarm.length > crowd) {
        lines.push(stamped(at, `swarm, ${swarm.length} changes: ${swarm.slice(0, crowd).join("; ")}; …`));
      } else lines.push(...swarm.map((text) => stamped(at, text)));
      return lines;
    },
  };
}

function minuteLines(state: LiveState, at: Instant): readonly string[] {
  return [...state.probes].map(([name, { ended, open }]) => {
    const answered = ended.filter(([, , how]) => typeof how === "number");
    const latencies = answered.map(([, latency]) => latency).sort((a, b) => a - b);
    const median = latencies[Math.floor(latencies.length / 2)];
    const words = `${answered.length} of ${ended.length} requests answered in the last minute`;
    return stamped(
      at,
      `probe ${name}: ${words}${median === undefined ? "" : `, median ${formatDuration(median)}`}, ${open.length} open`,
    );
  });
}

function stamped(at: Instant, text: string): string {
  return `${formatTimeOfDay(at)}  ${plainText(text)}`;
}
