import { scanQuery, significant } from "../promql/scan.ts";

/** Whether two texts are the same query but for spaces, line ends and comments. */
export function isSameQuery(a: string, b: string): boolean {
  return a === b || wordsOf(a) === wordsOf(b);
}

function wordsOf(query: string): string {
  return significant(scanQuery(query)).map(({ text }) => text).join(" ");
}
