import type { FileRemark, Verification } from "../../archive/verification.ts";
import type { VerificationView } from "../../components/view.ts";

/** More than this are counted, and not listed. */
const most = 20;

/** How many problems there are: `1 problem`. */
export function problemsWords({ problems }: Pick<Verification, "problems">): string {
  return problems.length === 1 ? "1 problem" : `${problems.length} problems`;
}

/** What the check of the archive found when the page was built. */
export function verificationView({ problems, remarks }: Pick<Verification, "problems" | "remarks">): VerificationView {
  const isWhole = problems.length === 0;
  const more = problems.length - most;
  return {
    status: isWhole
      ? { kind: "pass", shape: "✓", word: "whole: every file as it was recorded" }
      : { kind: "fail", shape: "✕", word: problemsWords({ problems }) },
    problems: [...problems.slice(0, most).map(words), ...(more > 0 ? [`… and ${more} more`] : [])],
    remarks: remarks.map(words),
    damage: isWhole
      ? ""
      : `The archive of this session is incomplete or was changed after recording (${
        problemsWords({ problems })
      }): what this page says rests on files that are not those that were recorded.`,
  };
}

function words({ file, text }: FileRemark): string {
  return `${file} ${text}`;
}
