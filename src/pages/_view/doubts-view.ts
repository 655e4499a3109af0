import type { DoubtsView } from "../../components/page-view.ts";
import { tiedWords } from "./tied-words.ts";

/** More than this stand in the way of what they explain. */
const most = 4;

/** The doubts of a report: those that stand under the table, and those behind a disclosure. A disclosure for one is none. */
export function doubtsView(doubts: readonly string[]): DoubtsView {
  const words = doubts.map(tiedWords);
  const shown = words.length <= most + 1 ? words.length : most;
  const rest = words.slice(shown);
  return { first: words.slice(0, shown), rest, more: `… ${rest.length} more things to know` };
}
