import type { VerdictView } from "../../components/view.ts";
import { type Verdict, verdictWords } from "../../core/verdict.ts";

/** The word, the shape and the class of a verdict. */
export function verdictView(verdict: Verdict): VerdictView {
  return { kind: verdict, ...verdictWords[verdict] };
}
