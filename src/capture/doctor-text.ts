import { plainText } from "../core/plain-text.ts";
import { countRemarks, type DoctorRemark, type Examination } from "./doctor-remark.ts";

const shapes: Readonly<Record<DoctorRemark["state"], string>> = { good: "✓", note: "·", caution: "!", spoilt: "✕" };

/** An examination for reading on a terminal, its judgement last; ends without a newline. */
export function formatExamination(examination: Examination): string {
  const lines = [`Plan ${examination.plan.id}: ${examination.plan.title}`];
  for (const { title, remarks } of examination.sections) {
    lines.push("", title, ...remarks.flatMap(formatRemark));
  }
  return plainText([...lines, "", judgement(examination)].join("\n"));
}

function formatRemark({ state, text, fix }: DoctorRemark): string[] {
  const [first = "", ...rest] = wrap(text, 96);
  const shown = [`  ${shapes[state]} ${first}`, ...rest.map((line) => `    ${line}`)];
  return fix === undefined || text.includes(fix) ? shown : [...shown, `    → ${fix}`];
}

function judgement(examination: Examination): string {
  const spoilt = countRemarks(examination, "spoilt");
  const cautions = countRemarks(examination, "caution");
  const besides = cautions === 0 ? "" : `, ${things(cautions)} to consider`;
  if (spoilt > 0) return `✕ ${things(spoilt)} would spoil the drill${besides}`;
  return `✓ Ready${besides}`;
}

function things(count: number): string {
  return count === 1 ? "1 thing" : `${count} things`;
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
