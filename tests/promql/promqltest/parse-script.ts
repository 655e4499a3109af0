import type { Command } from "./command.ts";
import { parseEval } from "./parse-eval.ts";
import { parseLoad } from "./parse-load.ts";
import { ScriptError } from "./script-error.ts";
import { scriptLines, takeBlockLine } from "./script-lines.ts";

/**
 * The commands of a test script in Prometheus' promqltest language.
 *
 * - Blank lines end a command; a line that starts with "#" is blank.
 * - Queries are not read here: one that is no PromQL is a failure of its case.
 * - Throws `ScriptError` with the line for what is not in the language.
 */
export function parseScript(text: string): Command[] {
  const lines = scriptLines(text);
  const commands: Command[] = [];
  while (lines.next < lines.texts.length) {
    const line = takeBlockLine(lines);
    if (line === undefined) {
      lines.next += 1;
      continue;
    }
    const word = line.split(/\s/)[0]?.toLowerCase() ?? "";
    if (word === "clear") commands.push({ kind: "clear", line: lines.next });
    else if (word.startsWith("load")) commands.push(parseLoad(line, lines));
    else if (word.startsWith("eval")) commands.push(parseEval(line, lines));
    else throw new ScriptError(lines.next, `Unknown command "${word}": there are clear, load and eval`);
  }
  return commands;
}
