import { formatDuration, formatValue } from "./format.ts";
import type { ObjectiveSource, PanelSource, PlanSource } from "./plan-form.ts";
import type { Objective, Panel, Plan, ProbeSource } from "./plan.ts";
import { expandPreset } from "./presets.ts";

/** The plan that a session is recorded with: the preset's objectives and panels first, then the plan's own. */
export function expandPlan(id: string, source: PlanSource): Plan {
  const { docker, probes, prometheus } = source.sources;
  return {
    id,
    title: source.title,
    ...(source.description === undefined ? {} : { description: source.description }),
    sources: { ...(prometheus === undefined ? {} : { prometheus }), docker, probes },
    swarmEvery: source.swarm.every,
    step: source.step,
    warmup: source.warmup,
    minimumCoverage: source.minimumCoverage,
    ...expandJudged(source, probes),
    configs: source.configs,
    phases: source.phases,
  };
}

/** What a plan judges and shows, over these probes: the preset's objectives and panels first, then the plan's own. */
export function expandJudged(
  source: Pick<PlanSource, "preset" | "objectives" | "panels">,
  probes: readonly Pick<ProbeSource, "name">[],
): Pick<Plan, "objectives" | "panels"> {
  const preset = source.preset === undefined ? { objectives: [], panels: [] } : expandPreset(source.preset, probes);
  return {
    objectives: withOwnIds(preset.objectives, source.objectives.map(expandObjective)),
    panels: withOwnIds(preset.panels, source.panels.map(expandPanel)),
  };
}

const comparisons = {
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
  below: "<",
  "at most": "<=",
  above: ">",
  "at least": ">=",
} as const;

/** How a comparison is said: "below", "at least". */
const comparisonWords = { "<": "below", "<=": "at most", ">": "above", ">=": "at least" } as const;

function expandObjective(source: ObjectiveSource): Objective {
  const measure = source.measure ?? "good ratio";
  const isShare = source.probe !== undefined && measure === "good ratio";
  const indicator = source.probe === undefined
    ? { kind: "promql", query: source.query ?? "" } as const
    : { kind: "probe", probe: source.probe, measure } as const;
  const comparison = comparisons[source.comparison ?? (isShare ? ">=" : "<")];
  const fallback = source.probe === undefined ? "count" : isShare ? "ratio" : "seconds";
  const unit = source.unit ?? source.threshold.unit ?? fallback;
  const promise = `${source.title} ${comparisonWords[comparison]} ${formatValue(source.threshold.value, unit)}`;
  const patience = source.for === 0 ? "" : `, broken when it is not so for ${formatDuration(source.for)}`;
  return {
    id: source.id ?? slugOf(source.title),
    title: source.title,
    words: source.words ?? promise + patience,
    indicator,
    comparison,
    threshold: source.threshold.value,
    unit,
    for: source.for,
  };
}

function expandPanel({ id, title, query, unit, legend }: PanelSource): Panel {
  return { id: id ?? slugOf(title), title, query, unit, ...(legend === undefined ? {} : { legend }) };
}

/** The preset's items that the plan does not replace by one of the same id, then the plan's own; ids made unique. */
function withOwnIds<Item extends { readonly id: string }>(preset: readonly Item[], own: readonly Item[]): Item[] {
  const replaced = new Set(own.map((item) => item.id));
  const taken = new Map<string, number>();
  return [...preset.filter((item) => !replaced.has(item.id)), ...own].map((item) => {
    const count = (taken.get(item.id) ?? 0) + 1;
    taken.set(item.id, count);
    return count === 1 ? item : { ...item, id: `${item.id}-${count}` };
  });
}

/** A title as an id: lower case, words joined by "-". */
function slugOf(title: string): string {
  const plain = title.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "") || "untitled";
}
