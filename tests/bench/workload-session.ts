import type { Plan } from "../../src/core/plan.ts";
import type { Session } from "../../src/core/session.ts";
import { drillPlan, syntheticSession } from "../fixtures/drill.ts";
import { makeWorkload } from "./workload.ts";

const hour = 3_600_000;

const plan: Plan = {
  ...drillPlan,
  id: "workload",
  title: "Four hours of four targets",
  sources: { prometheus: { url: "http://127.0.0.1:9090", timeout: 10_000, every: 15_000 }, docker: [], probes: [] },
  step: 15_000,
  objectives: [],
  panels: [
    { id: "rates", title: "Rates", query: "rate(http_requests_total[1m])", unit: "per second" },
    { id: "queue", title: "Queue", query: "queue_depth", unit: "count" },
  ],
};

/** The workload as a session that a book can hold: four hours with phases, a fault and a blind interval, and no answers. */
export function workloadSession(): Session {
  const session = syntheticSession();
  const { start } = session.head;
  return {
    ...session,
    head: { ...session.head, id: "2026-11-22T231612Z-workload", title: "Four hours", plan, end: start + 4 * hour },
    facts: [
      { kind: "phase", at: start, name: "baseline" },
      { kind: "phase", at: start + hour, name: "one worker" },
      { kind: "mark", at: start + 1.1 * hour, mark: "fault", label: "worker-1 halted" },
      { kind: "blind", at: start + 1.2 * hour, source: "prometheus", blind: true, reason: "no answer" },
      { kind: "blind", at: start + 1.3 * hour, source: "prometheus", blind: false },
      { kind: "mark", at: start + 2.2 * hour, mark: "recovered", label: "worker-1 back" },
      { kind: "phase", at: start + 2.5 * hour, name: "recovered" },
    ],
    series: makeWorkload(),
    answers: [],
    notes: "",
  };
}
