import type { Redaction } from "../core/session.ts";
import { findAssignments } from "./redaction-assignments.ts";
import { lineAt, redactBlocks, type Redacting, redactPrivateKeys } from "./redaction-blocks.ts";
import { secretPatterns } from "./redaction-patterns.ts";
import { isAccountName, isPlaceholder, isSecretName, redacted } from "./redaction-words.ts";

/**
 * Takes secrets out of a configuration text, whatever its format (YAML, TOML, JSON, env, INI, command lines, other text).
 *
 * - Each becomes `«redacted»` where it stood: comments, layout and form stay, so that the file still parses.
 * - A secret is known by the name that it is given to, or by its own form (hashes, keys, tokens, URLs with passwords).
 * - `place` is the line, and the name where there is one.
 */
export function redactText(path: string, text: string): { text: string; redactions: Redaction[] } {
  const { text: safe, found } = redactAny(text);
  const redactions = found.map(({ line, name, reason }) => ({
    file: path,
    place: name === undefined ? `line ${line}` : `line ${line}: ${name}`,
    reason,
  }));
  return { text: safe, redactions };
}

/**
 * Takes secrets out of a JSON value such as a service of the Docker API; `file` is what the redactions name.
 *
 * - Entries like `Env: ["NAME=value"]`, arguments and labels are looked at as texts, members by their names.
 * - `place` is the key path. The same object comes back when there is nothing to take out; the given one is never changed.
 */
export function redactValue<T>(file: string, value: T): { value: T; redactions: Redaction[] } {
  const redactions: Redaction[] = [];
  const list = (place: string, reason: string) => void redactions.push({ file, place, reason });
  return { value: walk(value, "", undefined, list) as T, redactions };
}

/** The URL without the password of its userinfo and without secret query parameters; other text unchanged. */
export function redactUrl(url: string): string {
  return redactAny(url).text;
}

function redactAny(text: string): Redacting {
  const state: Redacting = { text, found: [] };
  redactPrivateKeys(state);
  redactBlocks(state);
  redactFlags(state);
  redactAssignments(state);
  for (const { reason, pattern, replace } of secretPatterns) {
    state.text = substitute(state.text, pattern, (match) => {
      const replacement = match[0].includes(redacted) ? undefined : replace(match);
      if (replacement !== undefined) {
        state.found.push({ line: lineAt(match.input, match.index), name: undefined, reason });
      }
      return replacement;
    });
  }
  return state;
}

function redactAssignments(state: Redacting): void {
  let text = "";
  let at = 0;
  for (const { start, end, replacement, name } of findAssignments(state.text)) {
    if (start < at) continue;
    state.found.push({ line: lineAt(state.text, start), name, reason: "secret name" });
    text += state.text.slice(at, start) + replacement;
    at = end;
  }
  state.text = text + state.text.slice(at);
}

const flag =
  /(?<![\w-])(--?[A-Za-z][\w.-]{0,100}|requirepass|masterauth|(?:ENV|ARG)[ \t]+\w+|login[ \t]+\S+[ \t]+password)(["']?[ \t]*,\s*|["']?[ \t]*\r?\n[ \t]*-[ \t]+|[ \t]+)("[^"\n]+"|'[^'\n]+'|[^\s"',\]]+)/g;

/** Takes out what follows a secret name after a space or as the next item: `--password x`, `"--token", "x"`, `ENV PASSWORD x`. */
function redactFlags(state: Redacting): void {
  state.text = substitute(state.text, flag, (match) => {
    const [, name = "", between = "", value = ""] = match;
    const quote = /^["']/.exec(value)?.[0] ?? "";
    const content = quote === "" ? value : value.slice(1, -1);
    if (!isSecretName(name) || /^[-=:&|>]/.test(content) || isPlaceholder(content)) return undefined;
    state.found.push({ line: lineAt(match.input, match.index), name: name.trim(), reason: "secret name" });
    return `${name}${between}${quote}${redacted}${quote}`;
  });
}

function substitute(text: string, pattern: RegExp, replace: (match: RegExpExecArray) => string | undefined): string {
  let result = "";
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    const replacement = replace(match);
    if (replacement === undefined) continue;
    result += text.slice(at, match.index) + replacement;
    at = match.index + match[0].length;
  }
  return at === 0 ? text : result + text.slice(at);
}

type List = (place: string, reason: string) => void;

function walk(value: unknown, place: string, name: string | undefined, list: List): unknown {
  if (typeof value === "string") return redactString(value, place, name, list);
  if (typeof value === "number" && name !== undefined && /pass/i.test(name) && isSecretName(name)) {
    list(place, "secret name");
    return redacted;
  }
  if (Array.isArray(value)) return walkArray(value, place, list);
  if (typeof value !== "object" || value === null) return value;
  let changed = false;
  const entries = Object.entries(value).map(([key, before]) => {
    const after = walk(before, place === "" ? key : `${place}.${key}`, key, list);
    if (after !== before) changed = true;
    return [key, after] as const;
  });
  return changed ? Object.fromEntries(entries) : value;
}

function walkArray(items: readonly unknown[], place: string, list: List): unknown {
  let changed = false;
  const after = items.map((item, index) => {
    const before = items[index - 1];
    const flagged = typeof before === "string" && /^--?[\w.-]+$/.test(before) && isSecretName(before) &&
      typeof item === "string" && !item.startsWith("-");
    const result = walk(item, `${place}[${index}]`, flagged ? before : undefined, list);
    if (result !== item) changed = true;
    return result;
  });
  return changed ? after : items;
}

function redactString(text: string, place: string, name: string | undefined, list: List): string {
  const account = name !== undefined && isAccountName(name) && /^[^\s:]+:[^\s:]+$/.test(text);
  if (name !== undefined && (isSecretName(name) || account)) {
    if (isPlaceholder(text)) return text;
    list(place, "secret name");
    return redacted;
  }
  const { text: safe, found } = redactAny(text);
  for (const { name, reason } of found) list(name === undefined ? place : `${place} ${name}`, reason);
  return safe;
}
