import { formatMoment } from "./moment.ts";
import type { Trial } from "./trial.ts";

/** The counts of a run, one sentence a line. */
export function formatTally(trials: readonly Trial[]): string[] {
  const count = (holds: (trial: Trial) => boolean) => trials.filter(holds).length;
  const sum = (of: (trial: Trial) => number) => trials.reduce((total, trial) => total + of(trial), 0);
  const valued = (trial: Trial) => trial.theirs.kind === "value";
  const empty = (trial: Trial) => trial.theirs.kind === "value" && trial.theirs.series.length === 0;
  const [points, equal] = [sum(({ comparison }) => comparison.points), sum(({ comparison }) => comparison.equal)];
  const rules = Map.groupBy(
    trials.filter(({ explanation }) => explanation !== undefined),
    (trial) => trial.explanation!,
  );
  return [
    `${trials.length} queries: ${count(valued) - count(empty)} with values, ${count(empty)} empty, ` +
    `${trials.length - count(valued)} refused by Prometheus`,
    `${points} points compared, ${equal} equal bit for bit, ${points - equal} otherwise`,
    `${count(({ comparison }) => comparison.differences.length === 0)} queries agree`,
    ...Array.from(rules, ([rule, explained]) => `${explained.length} explained by "${rule.name}": ${rule.reason}`),
  ];
}

const told = 5;

/** A query that differs without an explanation, with all that it takes to see it again. */
export function formatTrial({ query, moment, comparison, theirs, ours }: Trial): string {
  const { differences } = comparison;
  const more = differences.length > told ? [`and ${differences.length - told} more`] : [];
  const refusals = [["Prometheus", theirs], ["we", ours]] as const;
  return [
    `${query}\n  ${formatMoment(moment)}`,
    ...refusals.flatMap(([who, answer]) => answer.kind === "refusal" ? [`${who}: ${answer.text}`] : []),
    ...differences.slice(0, told).map(({ text }) => text),
    ...more,
  ].join("\n  ");
}
