import type { Finding } from "./finding.ts";
import type { PromqlFinding } from "./promql-finding.ts";

/** Makes a pass inconclusive for the first reason that there is; other verdicts stay as they are. */
export function capPass(found: PromqlFinding, reasons: Iterable<string | undefined>): PromqlFinding {
  if (found.finding.verdict !== "pass") return found;
  for (const because of reasons) {
    if (because === undefined) continue;
    const finding: Finding = { ...found.finding, verdict: "inconclusive", because };
    return { ...found, finding };
  }
  return found;
}
