import { type Labels, labelValue } from "./labels.ts";

/** The name of a series by a legend template: `{{instance}}` stands for the label's value, and for nothing where there is none. */
export function fillLegend(template: string, labels: Labels): string {
  return template.replace(/\{\{\s*([^}\s]+)\s*\}\}/g, (_all, name: string) => labelValue(labels, name));
}
