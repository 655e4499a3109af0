import type { CaseResult, ScriptResult } from "./outcome.ts";

/** How many cases of a kind there are. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly unsupported: number;
}

/** The cases counted. */
export function countCases(cases: readonly CaseResult[]): Counts {
  const count = (kind: CaseResult["outcome"]["kind"]) => cases.filter(({ outcome }) => outcome.kind === kind).length;
  return { passed: count("passed"), failed: count("failed"), unsupported: count("unsupported") };
}

/** The results for a terminal; `verbose` also lists the lines that passed, and every difference. */
export function formatText(results: readonly ScriptResult[], verbose: boolean): string {
  const width = Math.max(...results.map(({ file }) => file.length), 5);
  const countLine = (name: string, cases: readonly CaseResult[]) => {
    const { passed, failed, unsupported } = countCases(cases);
    return `${name.padEnd(width)} ${cell(passed, "passed")} ${cell(failed, "failed")} ${
      cell(unsupported, "not supported")
    }`;
  };
  const all = results.flatMap(({ cases }) => cases);
  return [
    ...results.map(({ file, cases }) => countLine(file, cases)),
    countLine("total", all),
    ...results.flatMap(({ file, cases }) => cases.flatMap((each) => failureLines(file, each, verbose))),
    ...unsupportedLines(results),
    ...(verbose ? ["", "Passed", ...linesByFile(results, ({ outcome }) => outcome.kind === "passed")] : []),
    "",
  ].join("\n");
}

function cell(count: number, word: string): string {
  return `${String(count).padStart(5)} ${word}`;
}

const shownDifferences = 4;

function failureLines(file: string, { line, query, outcome }: CaseResult, verbose: boolean): string[] {
  if (outcome.kind !== "failed") return [];
  const shown = verbose ? outcome.differences : outcome.differences.slice(0, shownDifferences);
  const hidden = outcome.differences.length - shown.length;
  return [
    "",
    `Failed: ${file}:${line}  ${query}`,
    `  ${outcome.mode}`,
    ...shown.flatMap(({ expected, got }) => [`  expected  ${expected}`, `  got       ${got}`]),
    ...(hidden === 0 ? [] : [`  and ${hidden} more differences; --verbose shows them`]),
  ];
}

function unsupportedLines(results: readonly ScriptResult[]): string[] {
  const reasonOf = ({ outcome }: CaseResult) => outcome.kind === "unsupported" ? outcome.reason : undefined;
  const reasons = new Set(results.flatMap(({ cases }) => cases.flatMap((each) => reasonOf(each) ?? [])));
  return [...reasons].sort().flatMap((reason) => {
    const lines = linesByFile(results, (each) => reasonOf(each) === reason);
    return ["", `Not supported: ${reason}`, ...lines];
  });
}

function linesByFile(results: readonly ScriptResult[], isWanted: (result: CaseResult) => boolean): string[] {
  return results.flatMap(({ file, cases }) => {
    const lines = cases.filter(isWanted).map(({ line }) => line);
    return lines.length === 0 ? [] : [`  ${file}: ${lines.join(", ")}`];
  });
}

/** The results for other programs: counts, and each case with its outcome. */
export function formatJson(results: readonly ScriptResult[]): string {
  const files = results.map(({ file, cases }) => ({ file, ...countCases(cases), cases }));
  return `${JSON.stringify({ ...countCases(results.flatMap(({ cases }) => cases)), files }, null, 2)}\n`;
}
