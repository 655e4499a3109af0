import type { Frame } from "../charts/frame.ts";
import { phaseLines } from "../charts/head.ts";
import { lettered } from "../charts/mark-letters.ts";

/** What the numbers and letters of a drawing stand for: `1 baseline · 2 one worker · a worker-1 halted`; "" where it has none. */
export function keyWords(frame: Frame): string {
  const lines = phaseLines(frame);
  const isNumbered = frame.phases.length > 0 && lines.every(({ lines: [text] }) => /^\d+$/.test(text ?? ""));
  const phases = isNumbered ? frame.phases.map(({ name }, index) => `${index + 1} ${name}`) : [];
  const marks = lettered(frame).filter(({ mark }) => mark !== "note" && frame.variant === "narrow");
  return [...phases, ...marks.map(({ letter, label }) => `${letter} ${label}`)].join(" · ");
}
