import type { CountsDetail, LatencyDetail, ProbeDetail, Quantile } from "../../analysis/report.ts";
import type { Term } from "../../components/view.ts";
import { formatDuration, formatNumber, formatValue } from "../../core/format.ts";

/** What raw samples or requests add to a finding, as terms for reading. */
export function detailTerms(detail: LatencyDetail | CountsDetail | ProbeDetail): readonly Term[] {
  switch (detail.kind) {
    case "latency":
      return latencyTerms(detail);
    case "counts":
      return countsTerms(detail);
    case "probe":
      return probeTerms(detail);
  }
}

function latencyTerms(detail: LatencyDetail): Term[] {
  const mean = detail.mean === undefined ? "no requests, so no mean" : formatValue(detail.mean, "seconds");
  const terms: Term[] = [
    {
      term: "Mean from the raw histogram",
      text: `${mean}, ${formatNumber(detail.count)} requests (${detail.histogram})`,
    },
    ...detail.quantiles.map(quantileTerm),
  ];
  if (detail.thresholdBetween !== undefined) {
    const [lower, upper] = detail.thresholdBetween;
    const bounds = `${formatValue(lower, "seconds")} and ${formatValue(upper, "seconds")}`;
    terms.push({
      term: "Threshold",
      text: `lies between the histogram's bounds ${bounds}: what share of requests was below it cannot be known`,
    });
  }
  return terms;
}

function countsTerms(detail: CountsDetail): Term[] {
  const ratio = detail.ratio === undefined ? "no requests" : formatValue(detail.ratio, "ratio");
  const counted = `${formatNumber(detail.bad)} of ${formatNumber(detail.total)} requests, ${ratio} (${detail.metric})`;
  const terms: Term[] = [{ term: "Counted in the raw samples", text: counted }, ...interval95Terms(detail.interval95)];
  if (detail.unseen > 0) {
    const born = detail.born.length === 0 ? "" : `; born in this interval: ${detail.born.join(", ")}`;
    terms.push({
      term: "Unseen by the query",
      text: `${formatNumber(detail.unseen)} bad requests, because their series was born with them${born}`,
    });
  }
  return terms;
}

function probeTerms(detail: ProbeDetail): Term[] {
  const sent = `${formatNumber(detail.sent)} sent, ${formatNumber(detail.good)} answered well, `;
  const terms: Term[] = [
    { term: "Requests", text: `${sent}${formatNumber(detail.failed)} not` },
    ...interval95Terms(detail.interval95),
    ...detail.quantiles.map(quantileTerm),
  ];
  if (detail.longest !== undefined) terms.push({ term: "Longest", text: formatDuration(detail.longest) });
  return terms;
}

function interval95Terms(interval: readonly [number, number] | undefined): Term[] {
  if (interval === undefined) return [];
  const [low, high] = interval;
  return [{ term: "95 % interval", text: `${formatValue(low, "ratio")} to ${formatValue(high, "ratio")}` }];
}

function quantileTerm(quantile: Quantile): Term {
  const term = `p${formatNumber(quantile.q * 100)}`;
  if (quantile.value === undefined) return { term, text: `not shown: ${quantile.because ?? "no requests"}` };
  const value = formatValue(quantile.value, "seconds");
  const { lower, upper } = quantile;
  if (upper === Infinity) return { term, text: `above ${formatValue(lower ?? quantile.value, "seconds")}` };
  if (lower === undefined || upper === undefined || lower === upper) return { term, text: value };
  return { term, text: `${value}, between ${formatValue(lower, "seconds")} and ${formatValue(upper, "seconds")}` };
}
