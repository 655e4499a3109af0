import type { Truth } from "../../analysis/report.ts";
import { answerWords, truthSentence } from "../../analysis/truth-words.ts";
import type { AnswerTruthView, TruthView } from "../../components/view.ts";
import { verdictWords } from "../../core/verdict.ts";
import { queryTokens } from "./query-view.ts";
import { tiedWords } from "./tied-words.ts";

/** Which of Prometheus' captured answers are had again from the archived samples; `undefined` when none was captured. */
export function truthView(truth: Truth): TruthView | undefined {
  if (truth.answers.length === 0) return undefined;
  const kind = truth.agree === truth.answers.length ? "pass" : "inconclusive";
  const told = (isAlike: boolean) =>
    truth.answers.filter(({ outcome }) => (outcome === "agrees") === isAlike).map((answer): AnswerTruthView => ({
      query: queryTokens(answer.query),
      words: tiedWords(`${answerWords(answer)}.`),
    }));
  const who = truth.version === undefined ? "A Prometheus of unknown version" : `Prometheus ${truth.version}`;
  return {
    status: { kind, shape: verdictWords[kind].shape, word: truthSentence(truth) },
    words: `${who} answered while recording. When this page was built the same queries were asked of the archived ` +
      `samples, by the rules of Prometheus ${truth.rules}, and every point was compared to nine digits.`,
    unlike: told(false),
    alike: told(true),
  };
}
