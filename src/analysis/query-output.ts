import { formatAnnotation } from "../promql/engine/annotation.ts";
import { formatSuccess } from "../promql/api/envelope.ts";
import { formatQueryData } from "../promql/api/query-data.ts";
import type { AskedSession, SessionAnswer } from "./ask-session.ts";
import { formatCsv } from "./query-csv.ts";
import { formatAnswer } from "./query-table.ts";

/** The forms of an answer, each in pieces: for a terminal `width` columns wide, for a spreadsheet, or as Prometheus' API. */
export const queryFormats = {
  table: (answer: SessionAnswer, asked: AskedSession, width: number): Iterable<string> => [
    formatAnswer(answer, asked, width),
  ],
  csv: ({ value }: SessionAnswer): Iterable<string> => formatCsv(value),
  json: (answer: SessionAnswer): Iterable<string> => [`${formatJson(answer)}\n`],
} as const;

function formatJson({ query, value, annotations }: SessionAnswer): string {
  const texts = (severity: "warning" | "info") =>
    annotations.filter((each) => each.severity === severity).map((each) => formatAnnotation(query, each));
  return formatSuccess(formatQueryData(value), { warnings: texts("warning"), infos: texts("info") });
}

/** What is to be known beside an answer: Prometheus' warnings and infos, then what the archive lacks. */
export function remarksOn({ query, annotations, doubts }: SessionAnswer): string[] {
  return [...annotations.map((each) => formatAnnotation(query, each)), ...doubts];
}
