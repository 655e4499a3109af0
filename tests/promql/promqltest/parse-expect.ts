import { unquote } from "../../../src/promql/literal.ts";
import type { AnnotationMatch, Expectation, TextMatch } from "./command.ts";

const form = /^expect\s+(ordered|fail|warn|no_warn|info|no_info)(?:\s+(regex|msg):(.+))?$/;

type Checks = Omit<Expectation, "value">;

/** What a block without any `expect` line asks for. */
export const plainChecks: Checks = { warnings: { kind: "unchecked" }, infos: { kind: "unchecked" }, ordered: false };

/** The expectations with those of one more `expect` line. Throws `SyntaxError` when they contradict each other. */
export function addExpect(checks: Checks, text: string): Checks {
  const match = form.exec(text);
  if (match === null) throw new SyntaxError(`Cannot read "${text}": expected expect <type> [msg:|regex: <text>]`);
  const wanted: TextMatch = match[2] === undefined
    ? { kind: "any" }
    : match[2] === "msg"
    ? { kind: "text", text: (match[3] ?? "").trim() }
    : { kind: "pattern", pattern: (match[3] ?? "").trim() };
  switch (match[1]) {
    case "fail":
      if (checks.failure !== undefined) throw new SyntaxError("There is more than one expect fail");
      return { ...checks, failure: wanted };
    case "warn":
      return { ...checks, warnings: addMatch(checks.warnings, wanted) };
    case "info":
      return { ...checks, infos: addMatch(checks.infos, wanted) };
    case "no_warn":
      return { ...checks, warnings: wantNone(checks.warnings) };
    case "no_info":
      return { ...checks, infos: wantNone(checks.infos) };
    default:
      return { ...checks, ordered: true };
  }
}

function addMatch(known: AnnotationMatch, match: TextMatch): AnnotationMatch {
  if (known.kind === "none") throw new SyntaxError("Annotations are both expected and excluded");
  return { kind: "some", matches: known.kind === "some" ? [...known.matches, match] : [match] };
}

function wantNone(known: AnnotationMatch): AnnotationMatch {
  if (known.kind === "some") throw new SyntaxError("Annotations are both expected and excluded");
  return { kind: "none" };
}

/** The string that `expect string "…"` asks for; `undefined` when the line is another. */
export function findExpectedString(text: string): string | undefined {
  const match = /^expect string\s+(.+)$/.exec(text);
  return match === null ? undefined : unquote(match[1] ?? "");
}
