/** The outcome of a check. `inconclusive` means the archive cannot answer, which is never a pass. */
export type Verdict = "pass" | "inconclusive" | "fail";

const severity = { pass: 0, inconclusive: 1, fail: 2 } as const;

/** The most severe of the given verdicts; `inconclusive` when there are none. */
export function worst(verdicts: Iterable<Verdict>): Verdict {
  let result: Verdict | undefined;
  for (const verdict of verdicts) {
    if (result === undefined || severity[verdict] > severity[result]) result = verdict;
  }
  return result ?? "inconclusive";
}

/** The word and the shape by which a reader knows a verdict, with or without colour. */
export const verdictWords = {
  pass: { shape: "✓", word: "held" },
  fail: { shape: "✕", word: "broken" },
  inconclusive: { shape: "?", word: "cannot tell" },
} as const satisfies Record<Verdict, { shape: string; word: string }>;
