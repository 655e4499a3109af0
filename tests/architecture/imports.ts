import ts from "typescript";

/** One import of a source file: what it names and whether only types come of it. */
export interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
}

/** A source file as the checks see it. */
export interface Source {
  /** Path from the project's root, with `/`. */
  readonly path: string;
  /** TypeScript; for an `.astro` file its frontmatter. */
  readonly tree: ts.SourceFile;
  readonly lines: number;
  readonly imports: readonly Import[];
}

/** Reads a source text; of an `.astro` file only the frontmatter is code. */
export function parseSource(path: string, text: string): Source {
  const code = path.endsWith(".astro") ? (/^---\r?\n([\s\S]*?)\r?\n---/.exec(text)?.[1] ?? "") : text;
  const tree = ts.createSourceFile(path, code, ts.ScriptTarget.Latest, true);
  return { path, tree, lines: text.split("\n").length - 1, imports: importsOf(tree) };
}

function importsOf(tree: ts.SourceFile): Import[] {
  const result: Import[] = [];
  const visit = (node: ts.Node): void => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier !== undefined) {
      const specifier = (node.moduleSpecifier as ts.StringLiteral).text;
      result.push({ specifier, typeOnly: isTypeOnly(node) });
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments;
      if (argument !== undefined && ts.isStringLiteral(argument)) {
        result.push({ specifier: argument.text, typeOnly: false });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return result;
}

function isTypeOnly(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  const clause = node.importClause;
  if (clause === undefined) return false;
  if (clause.isTypeOnly) return true;
  const named = clause.namedBindings;
  if (clause.name !== undefined || named === undefined || !ts.isNamedImports(named)) return false;
  return named.elements.length > 0 && named.elements.every((element) => element.isTypeOnly);
}

/** The project path that a relative import leads to; `undefined` for a package or `node:` import. */
export function resolveImport(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  const parts = from.split("/").slice(0, -1);
  for (const part of specifier.split("?")[0]!.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.join("/");
}
