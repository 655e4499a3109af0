import { isAccountName, isPlaceholder, isSecretName, redacted } from "./redaction-words.ts";

/** A stretch of a text that is a secret, and what is written in its place. */
export interface SecretSpan {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  readonly name: string;
}

const assignment =
  /(?<![\w.$-])((?:--?)?[A-Za-z_][\w./-]{0,200})(\\?["']?)([ \t]*(?:=(?![=~])|:(?=[ \t]|\\?["'\[{]|$))[ \t]*)/gm;

/**
 * The values of assignments to secret names, in YAML, TOML, JSON, env, INI and command lines: `NAME=v`, `name: v`, `"name": "v"`,
 * `--name=v`, `- "NAME=v"`. Mappings and lists are no secret themselves; what stands in them is looked at by its own name.
 */
export function findAssignments(text: string): SecretSpan[] {
  const spans: SecretSpan[] = [];
  for (const match of text.matchAll(assignment)) {
    const [whole, name = "", closing = "", sign = ""] = match;
    const secret = isSecretName(name);
    if (!secret && !isAccountName(name)) continue;
    const lineStart = text.lastIndexOf("\n", match.index - 1) + 1;
    const value = findValue(text, {
      at: match.index + whole.length,
      before: text.slice(lineStart, match.index),
      name,
      quotedKey: closing !== "",
      colon: sign.includes(":"),
    });
    if (value === undefined) continue;
    const content = text.slice(value.start, value.end);
    if (!secret && !/^[^\s:]+:[^\s:]+$/.test(content)) continue;
    const fallback = /^(\$\$?\{[^}:]*:?-)([^}]+)(\})$/.exec(content);
    if (isPlaceholder(content) || (fallback !== null && isPlaceholder(fallback[2] ?? ""))) continue;
    const replacement = fallback === null ? redacted : `${fallback[1]}${redacted}}`;
    spans.push({ ...value, replacement: value.bare ? `"${replacement}"` : replacement, name });
  }
  return spans;
}

interface Place {
  readonly at: number;
  /** What stands on the line before the name. */
  readonly before: string;
  readonly name: string;
  readonly quotedKey: boolean;
  readonly colon: boolean;
}

interface Value {
  readonly start: number;
  readonly end: number;
  /** The format asks for quotes around a text here. */
  readonly bare: boolean;
}

function findValue(text: string, { at, before, name, quotedKey, colon }: Place): Value | undefined {
  const lineEnd = endOfLine(text, at);
  const tags = /^(?:[&!][^\s]*[ \t]+)*/.exec(text.slice(at, lineEnd))?.[0] ?? "";
  const start = at + tags.length;
  const rest = text.slice(start, lineEnd);
  const opening = /^(?:"""|'''|\\?["'])/.exec(rest)?.[0];
  if (opening !== undefined) return quotedValue(text, start + opening.length, opening);
  if (/^[{[]/.test(rest) && !/^\{\{/.test(rest)) return undefined;
  if (colon && /^[|>][+\-0-9]*\s*(?:#.*)?$/.test(rest)) return undefined;
  const outer = /\\?["']$/.exec(before)?.[0];
  const span = (length: number) => ({ start, end: start + length, bare: quotedKey && colon });
  if (outer !== undefined && !quotedKey) {
    const close = rest.indexOf(outer);
    return span(close < 0 ? rest.length : close);
  }
  const first = /^[\s#;]*(?:-[ \t]+)*(?:export[ \t]+)?$/.test(before) && !name.startsWith("-");
  if (first && !quotedKey) return span(rest.replace(/(?:^|[ \t])#.*$/, "").trimEnd().length);
  const length = colon ? /^[^,}\]\n]*/.exec(rest)?.[0].replace(/[ \t]#.*$/, "").trimEnd().length : plainLength(rest);
  return span(length ?? 0);
}

/** The word of a command line or connection string. */
function plainLength(rest: string): number {
  return /^[^\s"'`;&\\]*/.exec(rest)?.[0].replace(/[,\]})]+$/, "").length ?? 0;
}

function quotedValue(text: string, start: number, opening: string): Value {
  const limit = opening.length === 3 ? text.length : endOfLine(text, start);
  for (let at = start; at < limit; at++) {
    if (text.startsWith(opening, at)) {
      if (opening === "'" && text[at + 1] === "'") at++;
      else return { start, end: at, bare: false };
    } else if (text[at] === "\\" && opening === '"') at++;
  }
  return { start, end: limit, bare: false };
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : text[end - 1] === "\r" && end > at ? end - 1 : end;
}
