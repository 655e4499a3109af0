import type { Report } from "../analysis/report.ts";
import type { Unit } from "../core/format.ts";
import type { Duration } from "../core/time.ts";
import type { Recording } from "./recording.ts";
import { isSameQuery } from "./same-query.ts";

/** A query of the session's plan, and how its answer is read. */
export interface PlanQuery {
  readonly title: string;
  readonly query: string;
  readonly unit: Unit;
  /** A template such as `{{instance}}`. */
  readonly legend?: string;
  /** The objective's promise: its value, and its words at the end of the line, `SLA < 200 ms`. */
  readonly threshold?: { readonly value: number; readonly words: string };
}

/** A session as the page tells it to its script, all but the samples. JSON. */
export interface Subject extends Recording, Pick<Report, "title" | "phases" | "marks" | "blinds"> {
  /** What the session is called in commands. */
  readonly id: string;
  /** The plan's resolution. */
  readonly step: Duration;
  readonly queries: readonly PlanQuery[];
}

/** The plan's query that a text is, whatever its spaces; `undefined` when it is none of them. */
export function findPlanQuery(query: string, { queries }: Pick<Subject, "queries">): PlanQuery | undefined {
  return queries.find((candidate) => isSameQuery(candidate.query, query));
}
