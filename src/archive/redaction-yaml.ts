import { isAlias, isMap, isScalar, isSeq, type Node, parseAllDocuments } from "yaml";
import type { SecretSpan } from "./redaction-assignments.ts";
import { parseJsonTree, type PlacedScalar } from "./redaction-json.ts";
import { findTreeSecrets, type Tree } from "./redaction-tree.ts";
import { redacted } from "./redaction-words.ts";

/**
 * The secrets of a YAML or JSON text by its structure, in the order of the text.
 * None where the text cannot be read so; never throws.
 */
export function findStructured(text: string): SecretSpan[] {
  try {
    const json = parseJsonTree(text);
    const trees = json === undefined ? parseYamlTrees(text) : [json];
    const spans = trees.flatMap((tree) =>
      [...findTreeSecrets(tree)].map(([scalar, { replacement, name }]) => {
        const { start, end } = scalar as PlacedScalar;
        const written = json === undefined ? inYaml(text.slice(start, end), replacement) : JSON.stringify(replacement);
        return { start, end, replacement: written, name };
      })
    );
    // What follows a quote at once belongs to no YAML: `"{{ env "X" }}"` is left to the search by names.
    const whole = spans.filter(({ start, end }) => !/["']/.test(text[start] ?? "") || !/\w/.test(text[end] ?? ""));
    return whole.sort((a, b) => a.start - b.start);
  } catch {
    return [];
  }
}

/** Longer texts are left to the search by names, which is quicker. */
const longest = 2_000_000;

function parseYamlTrees(text: string): Tree[] {
  if (text.length > longest || !/^[ \t]*(?:- |\?|["']?[\w$.\- ]+["']?[ \t]*:)|^[ \t]*[{[]/m.test(text)) return [];
  const documents = parseAllDocuments(text, {
    logLevel: "silent",
    strict: false,
    uniqueKeys: false,
    prettyErrors: false,
  });
  return [...documents].map((document) => treeOf(document.contents as Node | null, new Map()));
}

function treeOf(node: Node | null | undefined, anchors: Map<string, Tree>): Tree {
  if (isAlias(node)) return { kind: "alias", target: anchors.get(node.source) };
  const tree = plainTreeOf(node, anchors);
  const anchor = isScalar(node) || isMap(node) || isSeq(node) ? node.anchor : undefined;
  if (anchor !== undefined) anchors.set(anchor, tree);
  return tree;
}

function plainTreeOf(node: Node | null | undefined, anchors: Map<string, Tree>): Tree {
  if (isMap(node)) {
    const entries = node.items.map(({ key, value }) => {
      const name = isScalar(key) ? String(key.value) : "";
      return [name, treeOf(value as Node | null, anchors)] as const;
    });
    return { kind: "mapping", entries };
  }
  if (isSeq(node)) return { kind: "list", items: node.items.map((item) => treeOf(item as Node | null, anchors)) };
  if (!isScalar(node) || !node.range) return { kind: "scalar", value: undefined };
  const [start, end] = node.range;
  return { kind: "scalar", value: node.value, anchor: node.anchor, start, end } as PlacedScalar;
}

/** A replacement in the style of the scalar that stood there: quotes, and the head and indentation of a block, stay. */
function inYaml(source: string, replacement: string): string {
  const block = /^([|>][^\n]*\n)(?:[ \t]*\r?\n)*([ \t]*)/.exec(source);
  if (block !== null) {
    const tail = /(?:\r?\n[ \t]*)*$/.exec(source)?.[0] ?? "";
    return `${block[1]}${block[2]}${replacement}${tail}`;
  }
  const quote = /^["']/.exec(source)?.[0] ?? "";
  if (quote === '"') return JSON.stringify(replacement);
  return quote === "'" ? `'${replacement.replaceAll("'", "''")}'` : replacement || redacted;
}
