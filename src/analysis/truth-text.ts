import { plainText } from "../core/plain-text.ts";
import { verdictWords } from "../core/verdict.ts";
import { wrapText } from "./text-table.ts";
import type { Truth } from "./truth.ts";
import { answerWords, truthSentence } from "./truth-words.ts";

/** How many of Prometheus' answers are had again, and which are not and why, as lines of text. */
export function formatTruth(truth: Truth): string {
  return plainText(truthLines(truth, 98).join("\n"));
}

/** The same as lines of at most so many characters. */
export function truthLines(truth: Truth, width: number): string[] {
  const { shape } = verdictWords[truth.agree === truth.answers.length ? "pass" : "inconclusive"];
  return [
    `${shape} ${truthSentence(truth)}`,
    ...truth.answers.filter(({ outcome }) => outcome !== "agrees").flatMap((answer) => [
      ...wrapText(`  ${answer.query}`, width, 4),
      ...wrapText(`    ${answerWords(answer)}.`, width, 4),
    ]),
  ];
}
