import { formatDurationLiteral } from "../promql/duration.ts";
import { formatIso } from "./instant-text.ts";
import type { Question } from "./question.ts";

/** The command that asks a question in a terminal, for a shell of POSIX; without one, what to fill in. */
export function commandWords(session: string, question?: Question): string {
  const lead = `npm run query -- ${quoteWord(session)}`;
  if (question === undefined) return `${lead} '<promql>'`;
  const { query, when } = question;
  const times = when.kind === "instant"
    ? ["--at", formatIso(when.at)]
    : ["--start", formatIso(when.start), "--end", formatIso(when.end), "--step", formatDurationLiteral(when.step)];
  // A query that begins with a minus would be taken for an option.
  return [lead, quoteShell(query.replace(/^-/, " -")), ...times].join(" ");
}

function quoteWord(text: string): string {
  return /^[\w.:][\w.:-]*$/.test(text) ? text : quoteShell(text);
}

function quoteShell(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
