import { formatAnnotation } from "../promql/engine/annotation.ts";
import { successPieces } from "../promql/api/envelope.ts";
import { queryDataPieces } from "../promql/api/query-data.ts";
import type { AskedSession, SessionAnswer } from "./ask-session.ts";
import { formatCsv } from "./query-csv.ts";
import { formatAnswer } from "./query-table.ts";

/** The forms of an answer, each in pieces: for a terminal `width` columns wide, for a spreadsheet, or as Prometheus' API. */
export const queryFormats = {
  table: (answer: SessionAnswer, asked: AskedSession, width: number): Iterable<string> => [
    formatAnswer(answer, asked, width),
  ],
  csv: ({ value }: SessionAnswer): Iterable<string> => formatCsv(value),
  json: (answer: SessionAnswer): Iterable<string> => formatJson(answer),
} as const;

function* formatJson({ query, value, annotations }: SessionAnswer): Generator<string, void> {
  const texts = (severity: "warning" | "info") =>
    annotations.filter((each) => each.severity === severity).map((each) => formatAnnotation(query, each));
  yield* successPieces(queryDataPieces(value), { warnings: texts("warning"), infos: texts("info") });
  yield "\n";
}

/** What is to be known beside an answer: Prometheus' warnings and infos, then what the archive lacks. */
export function remarksOn({ query, annotations, doubts }: SessionAnswer): string[] {
  return [...annotations.map((each) => formatAnnotation(query, each)), ...doubts];
}
