import type { ExposedType } from "./entry.ts";
import { formatShort } from "../../promql/engine/go-number.ts";

/** A line of a family: the whole name, labels in the order in which they are written, and the value. */
export interface WrittenSample {
  readonly name: string;
  readonly labels: readonly (readonly [name: string, value: string])[];
  readonly value: number;
}

/** A metric and its series, in the order in which they are written. */
export interface WrittenFamily {
  readonly name: string;
  readonly help: string;
  readonly type: Extract<ExposedType, "counter" | "gauge" | "histogram">;
  readonly samples: readonly WrittenSample[];
}

/** What serves this text says it is. */
export const expositionType = "text/plain; version=0.0.4; charset=utf-8; escaping=underscores";

/** Families as Prometheus' text format 0.0.4: those that have series, by name. */
export function writeExposition(families: readonly WrittenFamily[]): string {
  return families
    .filter(({ samples }) => samples.length > 0)
    .toSorted((a, b) => a.name < b.name ? -1 : 1)
    .map(({ name, help, type, samples }) =>
      `# HELP ${name} ${escapeText(help)}\n# TYPE ${name} ${type}\n${samples.map(writeSample).join("")}`
    )
    .join("");
}

function writeSample({ name, labels, value }: WrittenSample): string {
  const pairs = labels.map(([label, text]) => `${label}="${escapeText(text).replaceAll('"', '\\"')}"`);
  return `${name}${pairs.length === 0 ? "" : `{${pairs.join(",")}}`} ${formatShort(value)}\n`;
}

function escapeText(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
}
