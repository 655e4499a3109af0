import type { DoctorRemark } from "./doctor-remark.ts";
import type { ValueNow } from "./doctor-values.ts";

/** What a query's answer of now tells about it: refused, nothing, no number, or several series for one promise. */
export function examineAnswer(query: string, judged: boolean, value: ValueNow): DoctorRemark[] {
  if ("problem" in value) {
    return [{ state: "spoilt", text: `Prometheus does not answer the query: ${value.problem}` }];
  }
  const { series } = value;
  const numbers = series.flatMap(({ values }) => values.at(-1) ?? []);
  if (series.length === 0) return [{ state: "caution", text: noValue }];
  if (numbers.length === 0) {
    return [{ state: "caution", text: "The query answers native histograms, not numbers: take a quantile or a rate" }];
  }
  const remarks: DoctorRemark[] = numbers.every(Number.isNaN) ? [{ state: "caution", text: notANumber }] : [];
  if (judged && series.length > 1) {
    const fix = `sum(${query})`;
    const text = `The query answers ${series.length} series now, and an objective is one series: wrap it in sum(…); ` +
      "of a division wrap both sides, of percentiles take max(…)";
    remarks.push({ state: "caution", text, ...(/\/|quantile/.test(query) ? {} : { fix }) });
  }
  return remarks;
}

const noValue = "The query has no value now; send a request and look again";
const notANumber = "The query has no number now but NaN, most likely 0/0 without traffic; send requests and look again";
