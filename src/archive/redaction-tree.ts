import { isAccount, isAccountName, isSecretName, redacted, withoutHashes, withoutSecret } from "./redaction-words.ts";

/** A value in a tree of lists and mappings; `anchor` is its name in YAML. */
export interface Scalar {
  readonly kind: "scalar";
  readonly value: unknown;
  readonly anchor?: string | undefined;
}
export interface List {
  readonly kind: "list";
  readonly items: readonly Tree[];
}
export interface Mapping {
  readonly kind: "mapping";
  readonly entries: readonly (readonly [key: string, value: Tree])[];
}
/** What stands for a value that was given before under a name. */
export interface Alias {
  readonly kind: "alias";
  readonly target: Tree | undefined;
}
export type Tree = Scalar | List | Mapping | Alias;

/** What a scalar becomes, and the name by which it was known. */
export interface TreeSecret {
  readonly replacement: string;
  readonly name: string;
}

/**
 * The secrets of a tree by the names that they stand below, at any depth.
 *
 * - `name: DB_PASSWORD` beside `value: x`, and what follows `--password` or `curl -u` in a list, are known too.
 * - The members of `secrets` are declarations: of them only what is a text itself.
 * - Aliases are followed below a secret name only, and each value once.
 */
export function findTreeSecrets(tree: Tree): Map<Scalar, TreeSecret> {
  const secrets = new Map<Scalar, TreeSecret>();
  const followed = new Set<Tree>();
  const add = (scalar: Scalar, replacement: string | undefined, name: string) => {
    if (replacement !== undefined && !secrets.has(scalar)) secrets.set(scalar, { replacement, name });
  };
  const visit = (node: Tree, name: string | undefined, key: string): void => {
    switch (node.kind) {
      case "alias":
        if (name === undefined || node.target === undefined || followed.has(node.target)) return;
        followed.add(node.target);
        return visit(node.target, name, key);
      case "scalar": {
        const known = name ?? (node.anchor !== undefined && isSecretName(node.anchor) ? node.anchor : undefined);
        if (known !== undefined) return add(node, secretOf(node.value, known), known);
        if (typeof node.value !== "string") return;
        if (/auth\.users$/i.test(key)) {
          const safe = withoutHashes(node.value);
          return add(node, safe === node.value ? undefined : safe, key);
        }
        if (isAccountName(key) && isAccount(node.value)) add(node, withoutSecret(node.value), key);
        return;
      }
      case "list":
        if (name === undefined) { for (const found of argumentSecrets(node.items)) add(...found); }
        for (const item of node.items) visit(item, name, key);
        return;
      case "mapping": {
        if (isReference(node)) return;
        const told = namedBySibling(node);
        for (const [own, child] of node.entries) {
          if (name !== undefined && /^(?:\$ref|external|secretName|type|(?:.*_)?(?:file|path))$/i.test(own)) continue;
          const secret = isSecretName(own) && !(child.kind === "mapping" && (key === "secrets" || isScheme(own)));
          const value = /^(?:value|default)$/i.test(own) ? told : undefined;
          visit(child, name ?? value ?? (secret ? own : undefined), own);
        }
      }
    }
  };
  visit(tree, undefined, "");
  return secrets;
}

function secretOf(value: unknown, name: string): string | undefined {
  if (typeof value === "string") return withoutSecret(value.trim());
  return typeof value === "number" && /pass|pw|pin/i.test(name) ? redacted : undefined;
}

/** Prometheus' `authorization` holds a type and credentials, of which only the latter are secret. */
function isScheme(name: string): boolean {
  return /authorization$/i.test(name);
}

/** `{ env: NAME }` says where a secret is found, not what it is. */
function isReference({ entries }: Mapping): boolean {
  const [key, value] = entries[0] ?? [];
  return entries.length === 1 && key === "env" && value?.kind === "scalar" && typeof value.value === "string" &&
    /^[A-Za-z_]\w*$/.test(value.value);
}

function namedBySibling({ entries }: Mapping): string | undefined {
  for (const [key, value] of entries) {
    if (!/^(?:name|key)$/i.test(key) || value.kind !== "scalar" || typeof value.value !== "string") continue;
    if (isSecretName(value.value)) return value.value;
  }
  return undefined;
}

type Found = [scalar: Scalar, replacement: string | undefined, name: string];

/** The secrets among a program's arguments: `--token x`, `redis-cli -a x`, `curl -u me:x`, `mysqladmin -px`. */
function argumentSecrets(items: readonly Tree[]): Found[] {
  const found: Found[] = [];
  let program = "";
  let before = "";
  for (const item of items) {
    const word = item.kind === "scalar" && typeof item.value === "string" ? item.value : "";
    if (item.kind === "scalar" && word !== "") {
      const attached = /^-p(.+)$/s.exec(word)?.[1];
      const account = /^(-u|--user=)?([^\s:/]+:)(?!\d+$)(.+)$/s.exec(word);
      if (/^--?[\w.-]+$/.test(before) && isSecretName(before) && !word.startsWith("-")) {
        found.push([item, withoutSecret(word), before]);
      } else if (program === "redis" && before === "-a") found.push([item, withoutSecret(word), before]);
      else if (program === "-p" && before === "-p") found.push([item, withoutSecret(word), before]);
      else if ((program === "mysql" || program === "-p") && attached !== undefined) {
        found.push([item, withoutSecret(attached) && `-p${redacted}`, "-p"]);
      } else if (account !== null && (/^(?:-u|--user)$/.test(before) || (program === "curl" && account[1]))) {
        const [, flag = "", user = "", password = ""] = account;
        found.push([item, withoutSecret(password) && `${flag}${user}${redacted}`, "user"]);
      }
      const name = /(?:^|\/)(redis|curl|mysql|mariadb|sshpass|mongo)[\w-]*$/.exec(word)?.[1];
      if (name !== undefined && !before.startsWith("-")) {
        program = name === "mariadb" ? "mysql" : name === "sshpass" || name === "mongo" ? "-p" : name;
      } else if (word === "login" && before === "docker") program = "-p";
    }
    before = word;
  }
  return found;
}
