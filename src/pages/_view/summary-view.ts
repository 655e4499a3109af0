import type { Report } from "../../analysis/report.ts";
import type { SentencePart } from "../../components/view.ts";
import { tiedWords } from "./tied-words.ts";

type Material = Pick<Report, "summary" | "failovers" | "probes" | "objectives" | "quorum">;

/** Times, shares and counts of requests, as `tiedWords()` leaves them. */
const figures =
  /(?:\d[\d\u202f\u00a0]* of )?\d[\d\u202f]*(?= requests?\b)|\d[\d.\u202f]*\u00a0(?:ms|s|min|h|%)(?: \d+\u00a0(?:s|min))?/g;

/** The sentences after the headline, each of their figures leading to what backs it. */
export function summaryParts(report: Material): readonly SentencePart[] {
  return report.summary.flatMap((sentence, index) => {
    const clauses = tiedWords(sentence).split(/(?<=; )/);
    const parts = clauses.flatMap((clause) => clauseParts(clause, placeOf(clause, report)));
    return index === 0 ? parts : [{ text: " ", href: undefined }, ...parts];
  });
}

/** Where on the page a clause is backed; `undefined` when nothing on it is. */
function placeOf(clause: string, { failovers, probes, objectives, quorum }: Material): string | undefined {
  const number = failovers.findIndex(({ fault }) => clause.startsWith(`${tiedWords(fault.label)}: `)) + 1;
  if (number > 0) return `#fault-${number}`;
  if (/without a leader/.test(clause)) return quorum === undefined ? undefined : "#lanes";
  if (/Users got|requests?\b/.test(clause)) return probes.length === 0 ? undefined : "#probe";
  if (failovers.length > 0 && /noticed|again/.test(clause)) return "#what-happened";
  return objectives.length === 0 ? undefined : "#objectives";
}

function clauseParts(clause: string, href: string | undefined): SentencePart[] {
  if (href === undefined) return [{ text: clause, href }];
  const parts: SentencePart[] = [];
  let end = 0;
  for (const match of clause.matchAll(figures)) {
    parts.push({ text: clause.slice(end, match.index), href: undefined }, { text: match[0], href });
    end = match.index + match[0].length;
  }
  return [...parts, { text: clause.slice(end), href: undefined }].filter(({ text }) => text !== "");
}
