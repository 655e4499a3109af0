import { isSecretSection, withoutValue } from "./redaction-assignments.ts";
import { linesOf } from "./redaction-lines.ts";
import { isPlaceholder, isSecretName, redacted } from "./redaction-words.ts";

/** A text without some of its secrets, and what each of them was. */
export interface Redacting {
  text: string;
  readonly found: { line: number; name: string | undefined; reason: string }[];
}

const privateKey =
  /(-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----)([\s\S]*?)(-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$(?![\s\S]))/g;

/** Takes private keys out, in PEM blocks over lines or with `\n` written out; their first and last lines stay. */
export function redactPrivateKeys(state: Redacting): void {
  const lines = linesOf(state.text);
  state.text = state.text.replace(privateKey, (whole, begin: string, body: string, end: string, offset: number) => {
    if (isPlaceholder(body.replace(/^(?:\\n|\s)+|(?:\\n|\s)+$/g, ""))) return whole;
    state.found.push({ line: lines.number(offset), name: undefined, reason: "private key" });
    const head = /^(?:\\n|\r?\n[ \t]*)?/.exec(body)?.[0] ?? "";
    const tail = /(?:\\n|\r?\n[ \t]*)?$/.exec(body.slice(-100))?.[0] ?? "";
    return `${begin}${head}${redacted}${tail}${end}`;
  });
}

/** Takes out YAML values of secret names that stand on the lines below, block scalars and plain ones, and sections of secrets. */
export function redactBlocks(state: Redacting): void {
  if (!state.text.includes("\n")) return;
  const lines = state.text.split("\n");
  const kept: string[] = [];
  let inSection = false;
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? "";
    inSection = isSecretSection(line) ?? inSection;
    const safe = inSection ? withoutValue(line) : line;
    kept.push(safe);
    if (safe !== line) state.found.push({ line: kept.length, name: undefined, reason: "secret name" });
    const match =
      /^([ \t]*(?:-[ \t]+)*)(["']?)([\w.-]+)\2:[ \t]*(?:[&!]\S*[ \t]+)*((?:[|>][+\-0-9]*)?)[ \t]*(?:#.*)?\r?$/.exec(
        line,
      );
    if (match === null || !isSecretName(match[3] ?? "")) continue;
    const indent = (match[1] ?? "").length;
    let last = index;
    while (last + 1 < lines.length && isBelow(lines[last + 1] ?? "", indent)) last++;
    while (last > index && (lines[last] ?? "").trim() === "") last--;
    const body = lines.slice(index + 1, last + 1);
    const text = body.join("\n").trim();
    if (body.length === 0 || isPlaceholder(text) || (match[4] === "" && !isScalar(text))) continue;
    state.found.push({ line: kept.length, name: match[3], reason: "secret name" });
    kept.push(`${/^[ \t]*/.exec(body[0] ?? "")?.[0] ?? ""}${redacted}`);
    index = last;
  }
  state.text = kept.join("\n");
}

function isBelow(line: string, indent: number): boolean {
  return line.trim() === "" || (/^[ \t]*/.exec(line)?.[0].length ?? 0) > indent;
}

/** Whether text below a name is its value, and not a list, a mapping or a comment. */
function isScalar(text: string): boolean {
  return !/^(?:- |-$|#|[{[])/m.test(text) && !/^[\w."' -]+:(?:\s|$)/m.test(text);
}
