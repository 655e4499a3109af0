import process from "node:process";
import { plainText } from "../core/plain-text.ts";
import type { Fact } from "../core/fact.ts";
import type { Duration } from "../core/time.ts";
import type { Face } from "./face.ts";
import { printFacts } from "./fact-lines.ts";
import { emptyState } from "./live-state.ts";

/** Facts that come within this time are printed together, so that a crowd of them is seen as one. */
const together: Duration = 30;

/** The face without a terminal: a line a fact on standard output. */
export function showLines(): Face {
  const printer = printFacts(emptyState());
  let waiting: Fact[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const lines = printer.print(waiting);
    waiting = [];
    if (lines.length > 0) process.stdout.write(`${lines.join("\n")}\n`);
  };
  return {
    note(fact) {
      waiting.push(fact);
      timer ??= setTimeout(flush, together);
    },
    follow({ id, folder }) {
      process.stdout.write(`Recording session ${id} in ${folder}\n`);
      process.stdout.write(
        `From another shell: npm run phase -- NAME, npm run mark -- LABEL [--fault|--recovered], npm run capture -- stop\n`,
      );
    },
    trouble: (reason) =>
      void process.stdout.write(
        `Trouble: the disk takes nothing, what is learnt is kept in memory: ${plainText(reason)}\n`,
      ),
    ending: () =>
      void process.stdout.write(
        "Finishing: last answers, then the archive is closed; Ctrl-C stops at once, the last windows of metrics are missing then\n",
      ),
    close: flush,
  };
}
