import type { Redaction } from "../core/session.ts";
import { findAssignments, type SecretSpan } from "./redaction-assignments.ts";
import { redactBlocks, type Redacting, redactPrivateKeys } from "./redaction-blocks.ts";
import { commandPatterns } from "./redaction-commands.ts";
import { linesOf } from "./redaction-lines.ts";
import { secretPatterns } from "./redaction-patterns.ts";
import { findTreeSecrets, type Scalar, type Tree } from "./redaction-tree.ts";
import { isPlaceholder, isSecretName, redacted } from "./redaction-words.ts";
import { findStructured } from "./redaction-yaml.ts";

/**
 * Takes secrets out of a configuration text, whatever its format (YAML, TOML, JSON, env, INI, command lines, other text).
 *
 * - Each becomes `«redacted»` where it stood: comments, layout and form stay, so that the file still parses.
 * - A secret is known by the name that it stands below, or by its own form (hashes, keys, tokens, URLs with passwords).
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
 * - Queries (PromQL) keep their matchers: only what is a secret by its form is taken out of them.
 * - `place` is the key path. The same object comes back when there is nothing to take out; the given one is never changed.
 */
export function redactValue<T>(file: string, value: T): { value: T; redactions: Redaction[] } {
  const redactions: Redaction[] = [];
  const tree = treeOf(value);
  const secrets = findTreeSecrets(tree);
  const rebuild = (before: unknown, node: Tree, place: string, key: string): unknown => {
    if (node.kind === "scalar") {
      const secret = secrets.get(node);
      if (secret !== undefined) {
        redactions.push({ file, place, reason: "secret name" });
        return secret.replacement;
      }
      if (typeof before !== "string" || /^[-+.\w]{0,12}$/.test(before)) return before;
      const { text, found } = /^(?:query|expr|legend)$/.test(key) ? redactQuery(before) : redactAny(before);
      for (const { name, reason } of found) {
        redactions.push({ file, place: name === undefined ? place : `${place} ${name}`, reason });
      }
      return text;
    }
    let changed = false;
    const noted = (was: unknown, is: unknown) => {
      if (was !== is) changed = true;
      return is;
    };
    if (node.kind === "list" && Array.isArray(before)) {
      const after = node.items.map((item, index) =>
        noted(before[index], rebuild(before[index], item, `${place}[${index}]`, key))
      );
      return changed ? after : before;
    }
    if (node.kind !== "mapping") return before;
    const members = before as Record<string, unknown>;
    const after = node.entries.map(([name, item]) =>
      [
        name,
        noted(members[name], rebuild(members[name], item, place === "" ? name : `${place}.${name}`, name)),
      ] as const
    );
    return changed ? Object.fromEntries(after) : before;
  };
  return { value: rebuild(value, tree, "", "") as T, redactions };
}

function treeOf(value: unknown): Tree {
  if (Array.isArray(value)) return { kind: "list", items: value.map(treeOf) };
  if (typeof value !== "object" || value === null) return { kind: "scalar", value } satisfies Scalar;
  return { kind: "mapping", entries: Object.entries(value).map(([key, member]) => [key, treeOf(member)] as const) };
}

/** The text without the passwords of its URLs, their secret query parameters, and other secrets; other text unchanged. */
export function redactUrl(url: string): string {
  return redactAny(url).text;
}

function redactAny(text: string): Redacting {
  const state: Redacting = { text, found: [] };
  redactPrivateKeys(state);
  if (/\n|^\s*[{[]/.test(state.text)) replaceSpans(state, findStructured(state.text));
  redactBlocks(state);
  redactFlags(state);
  replaceSpans(state, findAssignments(state.text));
  redactForms(state);
  return state;
}

/** A matcher's name says nothing of its value, but for passwords: `{secret="tls"}` selects a series. */
function redactQuery(text: string): Redacting {
  const state: Redacting = { text, found: [] };
  replaceSpans(state, findAssignments(text).filter(({ name }) => /pass|api_?key/i.test(name)));
  redactForms(state);
  return state;
}

function redactForms(state: Redacting): void {
  for (const { reason, pattern, replace } of [...commandPatterns, ...secretPatterns]) {
    const lines = linesOf(state.text);
    state.text = substitute(state.text, pattern, (match) => {
      const replacement = replace(match);
      if (replacement === undefined || replacement === match[0]) return undefined;
      state.found.push({ line: lines.number(match.index), name: undefined, reason });
      return replacement;
    });
  }
}

function replaceSpans(state: Redacting, spans: readonly SecretSpan[]): void {
  const pieces: string[] = [];
  const lines = linesOf(state.text);
  let at = 0;
  for (const { start, end, replacement, name } of spans) {
    if (start < at) continue;
    state.found.push({ line: lines.number(start), name, reason: "secret name" });
    pieces.push(state.text.slice(at, start), replacement);
    at = end;
  }
  if (at > 0) state.text = pieces.join("") + state.text.slice(at);
}

const flag =
  /(?<![\w-])(--?[A-Za-z][\w.-]{0,100}|requirepass|masterauth|(?:ENV|ARG)[ \t]+\w+|login[ \t]+\S+[ \t]+password)(["']?[ \t]*,\s*|["']?[ \t]*\r?\n[ \t]*-[ \t]+|[ \t]+)("[^"\n]+"|'[^'\n]+'|[^\s"',\]]+)/g;

/** Takes out what follows a secret name after a space or as the next item: `--password x`, `"--token", "x"`, `ENV PASSWORD x`. */
function redactFlags(state: Redacting): void {
  const lines = linesOf(state.text);
  state.text = substitute(state.text, flag, (match) => {
    const [, name = "", between = "", value = ""] = match;
    const quote = /^["']/.exec(value)?.[0] ?? "";
    const content = quote === "" ? value : value.slice(1, -1);
    if (!isSecretName(name) || /^[-=:&|>]/.test(content) || isPlaceholder(content)) return undefined;
    state.found.push({ line: lines.number(match.index), name: name.trim(), reason: "secret name" });
    return `${name}${between}${quote}${redacted}${quote}`;
  });
}

function substitute(text: string, pattern: RegExp, replace: (match: RegExpExecArray) => string | undefined): string {
  const pieces: string[] = [];
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    const replacement = replace(match);
    if (replacement === undefined) continue;
    pieces.push(text.slice(at, match.index), replacement);
    at = match.index + match[0].length;
  }
  return at === 0 ? text : pieces.join("") + text.slice(at);
}
