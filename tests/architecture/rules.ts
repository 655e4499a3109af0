import ts from "typescript";
import { resolveImport, type Source } from "./imports.ts";

/** What an area may import: whole modules of `all`, only types of `types`, and these packages. */
interface Permission {
  readonly all: readonly string[];
  readonly types: readonly string[];
  readonly packages: readonly string[];
}

/** The import table of the house, areas as in `areaOf`. */
export const permissions: Readonly<Record<string, Permission>> = {
  core: { all: ["core"], types: [], packages: ["zod"] },
  promql: {
    all: ["core", "promql"],
    types: [],
    packages: ["@prometheus-io/lezer-promql", "@lezer/common", "@lezer/lr", "@lezer/highlight", "re2js"],
  },
  analysis: { all: ["core", "promql", "analysis"], types: ["archive schema"], packages: [] },
  "archive schema": { all: ["core", "archive schema"], types: [], packages: ["zod", "yaml"] },
  "archive fs": { all: ["core", "archive schema", "archive fs"], types: [], packages: ["node:", "zod", "yaml"] },
  capture: {
    all: ["core", "promql", "archive schema", "archive fs", "capture"],
    types: [],
    packages: ["node:", "dockerode", "zx"],
  },
  lab: { all: ["core", "promql", "lab"], types: ["capture"], packages: ["node:"] },
  charts: { all: ["core", "charts"], types: ["analysis"], packages: ["vega", "vega-lite"] },
  explore: { all: ["core", "promql", "charts", "explore"], types: ["analysis"], packages: [] },
  "explore dom": {
    all: ["core", "promql", "archive schema", "charts", "explore", "explore dom"],
    types: ["analysis"],
    packages: [],
  },
  components: { all: ["components"], types: ["core", "analysis"], packages: ["astro"] },
};

/** The area of the import table that a path belongs to; `undefined` where everything may be imported. */
export function areaOf(path: string): string | undefined {
  const area = /^src\/([^/]+)\//.exec(path)?.[1];
  if (area === "archive") return path.endsWith("-fs.ts") ? "archive fs" : "archive schema";
  // What runs in the page and in its worker, and may touch them.
  if (area === "explore") return /-(dom|worker)\.ts$/.test(path) ? "explore dom" : "explore";
  return area !== undefined && area in permissions ? area : undefined;
}

/** Imports that the table does not allow. */
export function findForbiddenImports(source: Source): string[] {
  const area = areaOf(source.path);
  return source.imports.flatMap(({ specifier, typeOnly }) => {
    const target = resolveImport(source.path, specifier);
    if (target?.startsWith("scripts/")) return [`${source.path} imports ${specifier}: nothing imports scripts/`];
    const permission = area === undefined ? undefined : permissions[area];
    if (permission === undefined) return [];
    if (target === undefined) {
      const allowed = permission.packages.some((name) =>
        specifier === name || specifier.startsWith(name.endsWith(":") ? name : `${name}/`)
      );
      return allowed || typeOnly ? [] : [`${source.path} imports ${specifier}: not a package of ${area}`];
    }
    const to = areaOf(target) ?? "pages";
    const allowed = permission.all.includes(to) || (typeOnly && permission.types.includes(to)) || isStyle(target);
    return allowed ? [] : [`${source.path} imports ${specifier}: ${area} may not import ${to}`];
  });
}

function isStyle(path: string): boolean {
  return path.endsWith(".css");
}

const pureAreas = ["core", "promql", "analysis", "archive schema", "charts", "explore"];
const ambient = new Set([
  "console",
  "process",
  "fetch",
  "performance",
  "setTimeout",
  "setInterval",
  "Deno",
  "globalThis",
]);

/** Uses of the clock, of randomness, of the console and of the system in areas that are to be pure. */
export function findImpurities(source: Source): string[] {
  if (!pureAreas.includes(areaOf(source.path) ?? "")) return [];
  const found: string[] = [];
  const note = (node: ts.Node, what: string) => {
    const { line } = source.tree.getLineAndCharacterOfPosition(node.getStart());
    found.push(`${source.path}:${line + 1} uses ${what}: ${areaOf(source.path)} is pure`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node)) {
      const text = node.getText();
      if (text === "Date.now" || text === "Math.random") note(node, text);
    }
    if (ts.isNewExpression(node) && node.expression.getText() === "Date" && (node.arguments?.length ?? 0) === 0) {
      note(node, "new Date()");
    }
    if (ts.isIdentifier(node) && ambient.has(node.text) && isFreeUse(node)) note(node, node.text);
    ts.forEachChild(node, visit);
  };
  visit(source.tree);
  return found;
}

/** Whether the identifier stands for the global and is not a property's, parameter's or type member's name. */
function isFreeUse(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return false;
  if (ts.isPropertyAssignment(parent) && parent.name === node) return false;
  if (ts.isPropertySignature(parent) || ts.isParameter(parent) || ts.isBindingElement(parent)) return false;
  return !ts.isVariableDeclaration(parent) || parent.name !== node;
}

/** Arithmetic in a component: pages compute, components render. */
export function findArithmetic(source: Source): string[] {
  if (areaOf(source.path) !== "components") return [];
  const operators = new Set([
    ts.SyntaxKind.AsteriskToken,
    ts.SyntaxKind.SlashToken,
    ts.SyntaxKind.PercentToken,
    ts.SyntaxKind.MinusToken,
    ts.SyntaxKind.AsteriskAsteriskToken,
  ]);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node) && operators.has(node.operatorToken.kind as ts.SyntaxKind.MinusToken)) {
      found.push(`${source.path}: ${node.getText()}`);
    }
    if (ts.isPropertyAccessExpression(node) && node.expression.getText() === "Math") {
      found.push(`${source.path}: ${node.getText()}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source.tree);
  return found;
}

/** Files longer than their kind may be: 300 lines in src, 60 in scripts. */
export function findLongFiles(sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, lines }) => {
    const limit = path.startsWith("scripts/") ? 60 : 300;
    return lines > limit ? [`${path} has ${lines} lines, more than ${limit}`] : [];
  });
}

/** Every import cycle once, as the paths that it runs through. */
export function findCycles(sources: readonly Source[]): string[] {
  const edges = new Map(
    sources.map(({ path, imports }) => [path, imports.map(({ specifier }) => resolveImport(path, specifier))] as const),
  );
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    const from = trail.indexOf(path);
    if (from >= 0) cycles.push([...trail.slice(from), path].join(" → "));
    if (from >= 0 || done.has(path)) return;
    for (const next of edges.get(path) ?? []) {
      if (next !== undefined) visit(next, [...trail, path]);
    }
    done.add(path);
  };
  for (const path of edges.keys()) visit(path, []);
  return cycles;
}
