import type { z } from "zod";
import type { PlanSource } from "./plan-form.ts";
import { bareShareFault, shareFault } from "./plan-values.ts";

type Path = (string | number)[];

/** What is judged, and the sources that it can be about. */
type Judged = Pick<PlanSource, "preset" | "objectives" | "panels"> & {
  readonly sources: {
    readonly prometheus?: unknown;
    readonly docker: readonly { readonly name: string }[];
    readonly probes: readonly { readonly name: string }[];
  };
};

/** Adds an issue for each name that is used twice or that nothing bears, and for each query without a Prometheus. */
export function checkReferences(source: Judged, issues: z.core.$ZodRawIssue[]): void {
  const complain = (path: Path, message: string) =>
    issues.push({ code: "custom", continue: true, input: undefined, path, message });
  const { sources, objectives, panels, preset } = source;
  const probes = new Set(sources.probes.map((probe) => probe.name));
  repeated(sources.docker, "name", ["sources", "docker"], complain);
  repeated(sources.probes, "name", ["sources", "probes"], complain);
  repeated(objectives, "id", ["objectives"], complain);
  repeated(panels, "id", ["panels"], complain);

  objectives.forEach((objective, index) => {
    const path = ["objectives", index];
    if (objective.query === undefined && objective.probe === undefined) {
      complain(path, 'An objective needs either "query" or "probe"');
    }
    if (objective.query !== undefined && objective.probe !== undefined) {
      complain([...path, "probe"], 'Both "query" and "probe" are given, and an objective measures one: take one out');
    }
    if (objective.probe !== undefined && !probes.has(objective.probe)) {
      const known = probes.size === 0
        ? "there is none"
        : `there is ${[...probes].map((name) => `"${name}"`).join(", ")}`;
      complain([...path, "probe"], `No probe is called "${objective.probe}": ${known}`);
    }
    if (objective.query !== undefined && objective.probe === undefined && objective.measure !== undefined) {
      complain([...path, "measure"], '"measure" belongs to a probe, not to a query');
    }
    const { unit } = objective.threshold;
    if (unit !== undefined && objective.unit !== undefined && objective.unit !== unit) {
      complain([...path, "threshold"], `The threshold is written in ${unit}, the unit says ${objective.unit}`);
    }
    checkProbeUnit(objective, path, complain);
    checkShare(objective, [...path, "threshold"], complain);
    if (objective.query !== undefined && sources.prometheus === undefined) {
      complain([...path, "query"], "A query needs sources.prometheus");
    }
  });
  panels.forEach((_, index) => {
    if (sources.prometheus === undefined) complain(["panels", index, "query"], "A query needs sources.prometheus");
  });
  if (preset !== undefined && sources.prometheus === undefined) {
    complain(["preset"], "A preset needs sources.prometheus");
  }
  if (preset?.answers !== undefined && sources.probes.length === 0) {
    complain(["preset", "answers"], '"answers" needs a probe in sources.probes');
  }
  const judged = preset?.responseTime ?? preset?.errorRate ?? (preset === undefined ? undefined : sources.probes[0]);
  if (objectives.length === 0 && judged === undefined) {
    complain([], "It judges nothing: add a preset with responseTime or errorRate, or objectives");
  }
}

type Complain = (path: Path, message: string) => void;

function checkProbeUnit(objective: PlanSource["objectives"][number], path: Path, complain: Complain): void {
  if (objective.probe === undefined) return;
  const wanted = objective.measure === undefined || objective.measure === "good ratio" ? "ratio" : "seconds";
  const unit = objective.threshold.unit ?? objective.unit ?? wanted;
  if (unit === wanted) return;
  complain(
    [...path, "threshold"],
    wanted === "ratio" ? 'Expected a share such as "99%"' : 'Expected a duration such as "200ms"',
  );
}

/** A share written as a bare 1 or more; of a probe's good ratio, also a promise that always holds or never. */
function checkShare(objective: PlanSource["objectives"][number], path: Path, complain: Complain): void {
  const { probe, measure, unit, threshold, comparison } = objective;
  const isGoodRatio = probe !== undefined && (measure === undefined || measure === "good ratio");
  if (!isGoodRatio && unit !== "ratio" || threshold.unit === "seconds") return;
  const kind = isGoodRatio || /^>|^above$|^at least$/.test(comparison ?? "<") ? "good" : "bad";
  const bare = threshold.unit === undefined ? bareShareFault(threshold.value, kind) : undefined;
  if (bare !== undefined || !isGoodRatio) {
    if (bare !== undefined) complain(path, bare);
    return;
  }
  if (comparison !== undefined && !/^>=?$|^above$|^at least$/.test(comparison)) return;
  const strict = comparison === ">" || comparison === "above";
  if (strict && threshold.value === 0) return;
  if (strict && threshold.value === 1) {
    complain(path, 'No share is above 100 %: write "100%" with comparison: at least');
  } else {
    const fault = shareFault(threshold, kind);
    if (fault !== undefined) complain(path, fault);
  }
}

function repeated<Key extends string>(
  items: readonly { readonly [key in Key]?: string }[],
  key: Key,
  path: Path,
  complain: Complain,
): void {
  const seen = new Set<string>();
  items.forEach((item, index) => {
    const value = item[key];
    if (value === undefined) return;
    if (seen.has(value)) complain([...path, index, key], `The ${key} "${value}" is taken already`);
    seen.add(value);
  });
}
