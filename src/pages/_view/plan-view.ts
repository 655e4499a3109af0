import type { PlanView } from "../../components/page-view.ts";
import { formatDuration, formatValue, type Unit } from "../../core/format.ts";
import type { Objective, Plan, ProbeSource } from "../../core/plan.ts";
import type { PlanEntry } from "./plan-fs.ts";
import { queryView } from "./query-view.ts";

const signs = { "<": "<", "<=": "≤", ">": ">", ">=": "≥" } as const;
const unitWords: Readonly<Record<Unit, string>> = {
  seconds: "in seconds",
  ratio: "in per cent",
  bytes: "in bytes",
  "per second": "per second",
  "bytes per second": "in bytes per second",
  count: "",
};

/** All that the plan's page shows, as plain values. */
export function planView({ id, plan, from, problem }: PlanEntry): PlanView {
  return {
    id,
    title: plan.title,
    description: plan.description ?? "",
    from: from === "book" ? "" : "This plan is not in the book; it is shown as its newest session recorded it.",
    problem: problem === "" ? "" : `A plan of this book cannot be read: ${problem}`,
    objectives: plan.objectives.map((objective) => objectiveWords(objective, plan)),
    panels: plan.panels.map((panel) => ({
      title: panel.title,
      words: unitWords[panel.unit],
      ...queryView(panel.query),
    })),
    phases: plan.phases,
    terms: [
      { term: "Prometheus", text: plan.sources.prometheus?.url ?? "not asked" },
      { term: "Docker", text: plan.sources.docker.map(({ name }) => name).join(", ") || "not watched" },
      { term: "Swarm read every", text: formatDuration(plan.swarmEvery) },
      ...plan.sources.probes.map((probe) => ({ term: `Probe ${probe.name}`, text: probeWords(probe) })),
      { term: "Warm-up", text: warmupWords(plan) },
      { term: "Coverage", text: `below ${formatValue(plan.minimumCoverage, "ratio")} a verdict is never “held”` },
      { term: "Configuration", text: plan.configs.join(", ") || "none" },
    ],
  };
}

function warmupWords({ warmup }: Plan): string {
  return warmup === 0
    ? "none: each phase is judged whole"
    : `${formatDuration(warmup)} at the start of each phase is not judged`;
}

function objectiveWords(objective: Objective, plan: Plan): PlanView["objectives"][number] {
  const { indicator } = objective;
  const length = objective.for === 0 ? "" : `, for at least ${formatDuration(objective.for)}`;
  const threshold = `${formatValue(objective.threshold, objective.unit)}${length}`;
  const base = {
    id: objective.id,
    title: objective.title,
    words: objective.words,
    threshold: `${signs[objective.comparison]} ${threshold}`,
  };
  if (indicator.kind === "promql") return { ...base, ...queryView(indicator.query) };
  const probe = plan.sources.probes.find(({ name }) => name === indicator.probe);
  const explanation = `The ${indicator.measure} of the recorder’s own requests` +
    (probe === undefined ? "" : ` to ${probe.url}`);
  return { ...base, query: [], explanation };
}

function probeWords(probe: ProbeSource): string {
  const host = probe.host === undefined ? "" : ` as ${probe.host}`;
  const good = probe.good.status.map(([low, high]) => (low === high ? `${low}` : `${low} to ${high}`)).join(", ");
  const within = probe.good.within === undefined ? "" : ` within ${formatDuration(probe.good.within)}`;
  const every = `every ${formatDuration(probe.interval)}, given up after ${formatDuration(probe.timeout)}`;
  return `${probe.url}${host} ${every}; good is ${good}${within}`;
}
