import type { Duration } from "../../core/time.ts";
import type { AgentReport, Order } from "./agent-report.ts";

/** Brings a report to the dispatcher at a port of loopback; answers its orders. Rejects when it does not answer in time. */
export async function sendReport(
  dispatcher: number,
  timeout: Duration,
  report: AgentReport,
): Promise<readonly Order[]> {
  const response = await fetch(`http://127.0.0.1:${dispatcher}/`, {
    method: "POST",
    body: JSON.stringify(report),
    signal: AbortSignal.timeout(timeout),
  });
  if (!response.ok) throw new Error(`the dispatcher answered ${response.status}`);
  return await response.json() as readonly Order[];
}
