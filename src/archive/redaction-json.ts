import type { Scalar, Tree } from "./redaction-tree.ts";

/** A scalar and where it stands in its text. */
export interface PlacedScalar extends Scalar {
  readonly start: number;
  readonly end: number;
}

const token = /[ \t\r\n]*(?:([{}[\],:])|("(?:[^"\\]|\\.)*")|([^\s{}[\],:"]+))/gsy;

/** The tree of a JSON text, its scalars with their places; `undefined` when it is no JSON. Linear. */
export function parseJsonTree(text: string): Tree | undefined {
  if (!/^\ufeff?\s*[{[]/.test(text)) return undefined;
  const reader = new RegExp(token);
  reader.lastIndex = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const next = (): { sign: string; scalar: PlacedScalar | undefined } => {
    const match = reader.exec(text);
    if (match === null) throw new SyntaxError("Cannot read JSON: unexpected character or end");
    const [, sign = "", quoted, bare] = match;
    const source = quoted ?? bare;
    if (source === undefined) return { sign, scalar: undefined };
    const plain = quoted !== undefined && !quoted.includes("\\");
    const value: unknown = plain ? quoted.slice(1, -1) : JSON.parse(source);
    return { sign, scalar: { kind: "scalar", value, start: reader.lastIndex - source.length, end: reader.lastIndex } };
  };
  const readFrom = ({ sign, scalar }: ReturnType<typeof next>): Tree => {
    if (scalar !== undefined) return scalar;
    if (sign === "[") {
      const items: Tree[] = [];
      for (let at = next(); at.sign !== "]"; at = next()) if (at.sign !== ",") items.push(readFrom(at));
      return { kind: "list", items };
    }
    if (sign !== "{") throw new SyntaxError(`Cannot read JSON: unexpected "${sign}"`);
    const entries: [string, Tree][] = [];
    for (let at = next(); at.sign !== "}"; at = next()) {
      if (at.sign === ",") continue;
      if (next().sign !== ":") throw new SyntaxError("Cannot read JSON: a member has no value");
      entries.push([String(at.scalar?.value), readFrom(next())]);
    }
    return { kind: "mapping", entries };
  };
  try {
    const tree = readFrom(next());
    return text.slice(reader.lastIndex).trim() === "" ? tree : undefined;
  } catch {
    return undefined;
  }
}
