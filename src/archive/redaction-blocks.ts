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
  state.text = state.text.replace(
    privateKey,
    (whole, begin: string, body: string, end: string, offset: number, all) => {
      if (isPlaceholder(body.trim())) return whole;
      state.found.push({ line: lineAt(all, offset), name: undefined, reason: "private key" });
      const head = /^(?:\\n|\r?\n[ \t]*)?/.exec(body)?.[0] ?? "";
      const tail = /(?:\\n|\r?\n[ \t]*)?$/.exec(body)?.[0] ?? "";
      return `${begin}${head}${redacted}${tail}${end}`;
    },
  );
}

/** Takes out YAML values of secret names that stand on the lines below: block scalars, and plain ones. */
export function redactBlocks(state: Redacting): void {
  const lines = state.text.split("\n");
  const kept: string[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? "";
    kept.push(line);
    const match = /^([ \t]*(?:-[ \t]+)*)(["']?)([\w.-]+)\2:[ \t]*((?:[|>][+\-0-9]*)?)[ \t]*(?:#.*)?\r?$/.exec(line);
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

/** The number of the line that an offset lies in, from 1. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) line++;
  return line;
}
