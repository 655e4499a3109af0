import type { ExaminedPrometheus } from "./doctor-effects.ts";
import { doctorReason } from "./doctor-reason.ts";
import type { QueriedSeries } from "./prometheus-answer.ts";

/** What a query answers now: its series, or why there is no answer. */
export type ValueNow = { readonly series: readonly QueriedSeries[] } | { readonly problem: string };

/** What each query that can be read answers now. */
export type ValuesNow = ReadonlyMap<string, ValueNow>;

/** Asks Prometheus once for the value of each query that can be read; never throws. */
export async function evaluateQueries(
  prometheus: Pick<ExaminedPrometheus, "query">,
  queries: readonly ({ readonly query: string; readonly expr: unknown } | { readonly problem: string })[],
): Promise<ValuesNow> {
  const texts = new Set(queries.flatMap((query) => "expr" in query ? [query.query] : []));
  return new Map(
    await Promise.all([...texts].map(async (query): Promise<[string, ValueNow]> => {
      try {
        return [query, { series: (await prometheus.query(query)).result.series }];
      } catch (error) {
        return [query, { problem: doctorReason(error) }];
      }
    })),
  );
}

/** The one number that a query answers now; `undefined` when it is none, not one, or NaN. */
export function numberNow(value: ValueNow | undefined): number | undefined {
  if (value === undefined || "problem" in value || value.series.length !== 1) return undefined;
  const number = value.series[0]?.values.at(-1);
  return number === undefined || Number.isNaN(number) ? undefined : number;
}
