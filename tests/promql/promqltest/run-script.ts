import type { CaseResult } from "./outcome.ts";
import { type Engine, ourEngine } from "./engine.ts";
import { type FloatData, floatData } from "./float-store.ts";
import { addLoad, type HeldData } from "./held-series.ts";
import { parseScript } from "./parse-script.ts";
import { runEval } from "./run-eval.ts";

/** Runs a test script and tells of each case what became of it. Throws `ScriptError` for what is no script. */
export function runScript(text: string, engine: Engine = ourEngine): CaseResult[] {
  const held: HeldData = new Map();
  let data: FloatData | undefined;
  const results: CaseResult[] = [];
  for (const command of parseScript(text)) {
    switch (command.kind) {
      case "clear":
        held.clear();
        data = undefined;
        break;
      case "load":
        addLoad(held, command);
        data = undefined;
        break;
      case "eval":
        data ??= floatData(held);
        results.push({ line: command.line, query: command.query, outcome: runEval(command, data, engine) });
    }
  }
  return results;
}
