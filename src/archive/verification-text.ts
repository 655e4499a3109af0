import { plainText } from "../core/plain-text.ts";
import { formatBytes, formatNumber } from "../core/format.ts";
import type { Verification } from "./verification.ts";

/** What was checked and what was found, as lines of text. */
export function formatVerification(folder: string, { problems, remarks, counts, scrapes }: Verification): string {
  const lines = [
    folder,
    `  ${counts.files} files, ${formatBytes(counts.bytes)}: checksum, size and form of each`,
    `  ${counts.facts} facts, ${counts.samples} samples of ${counts.series} series, ${counts.answers} answers,` +
    ` ${counts.configs} configuration files, ${counts.redactions} redactions, ${counts.revisions} revisions`,
  ];
  for (const { job, instance, expected, seen } of scrapes) {
    const share = expected === 0 ? "" : `, ${formatNumber(seen / expected * 100)} %`;
    lines.push(`  ${job} ${instance}: ${seen} of ${expected} expected scrapes on record, failed ones too${share}`);
  }
  for (const { file, text } of remarks) lines.push(`  ${file} ${text}`);
  for (const { file, text } of problems) lines.push(`✕ ${file} ${text}`);
  const damage = `✕ ${problems.length} ${problems.length === 1 ? "problem" : "problems"}: incomplete or damaged`;
  lines.push(problems.length === 0 ? "✓ Whole: as it was recorded" : damage);
  return plainText(lines.join("\n"));
}
