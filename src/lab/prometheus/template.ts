import { UserError } from "../../core/user-error.ts";
import { type Labels, labelValue } from "../../core/labels.ts";
import { formatShort } from "../../promql/engine/go-number.ts";

const action = /\{\{(.*?)\}\}/gs;
const value = /^\s*\$value\s*$/;
const label = /^\s*\$labels\.([A-Za-z_][A-Za-z0-9_]*)\s*$/;

/** Throws `UserError` for a text of a rule that has more of a template than `{{ $value }}` and `{{ $labels.x }}`. */
export function checkTemplate(text: string, where: string): void {
  const strange = Array.from(text.matchAll(action)).find(([, inner = ""]) => !value.test(inner) && !label.test(inner));
  const open = text.replaceAll(action, "").includes("{{");
  if (strange === undefined && !open) return;
  throw new UserError(
    `Cannot use ${where}: the embedded Prometheus does not know ${strange?.[0] ?? 'a "{{" without its end'}; ` +
      "write {{ $value }} or {{ $labels.NAME }}, or run with --prometheus real",
  );
}

/** The text for a sample of an alert's expression; a label that it lacks is "". */
export function expandTemplate(text: string, sample: { readonly labels: Labels; readonly value: number }): string {
  return text.replace(action, (_, inner: string) => {
    const name = label.exec(inner)?.[1];
    return name === undefined ? formatShort(sample.value) : labelValue(sample.labels, name);
  });
}
