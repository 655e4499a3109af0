import type { Tree } from "@lezer/common";
import { parser } from "@prometheus-io/lezer-promql";
import { acceptableText } from "./accept.ts";
import type { Expr } from "./ast.ts";
import { buildExpr } from "./build.ts";
import { refuseDeepExpr, refuseDepth } from "./depth.ts";
import { readRoles } from "./roles.ts";
import { scanQuery, significant, type Token } from "./scan.ts";
import { QuerySyntaxError } from "./syntax-error.ts";
import { positionOf, unexpectedToken, unknownFunction } from "./unexpected.ts";

const strictParser = parser.configure({ strict: true });

/**
 * The expression that a query's text stands for, grouped as Prometheus groups it.
 *
 * - Throws `QuerySyntaxError`, in Prometheus' words and with its place, for what its parser refuses to read;
 *   `checkQuery` finds what it reads and refuses all the same.
 * - Throws it, too, for what is nested hundreds of levels deep.
 */
export function parseQuery(text: string): Expr {
  const words = significant(scanQuery(text));
  if (words.length === 0) throw new QuerySyntaxError("no expression found in input", { start: 0, end: 0 });
  refuseDepth(words);
  const root = readTree(text, words).topNode.firstChild;
  if (root === null) throw unexpectedToken(words, 0, text.length);
  const expr = buildExpr(root, text);
  refuseDeepExpr(expr);
  return expr;
}

function readTree(text: string, words: readonly Token[]): Tree {
  const strange = words.findIndex(({ kind }) => kind === "error");
  const plain = strange === -1 ? words : words.slice(0, strange);
  const { roles } = readRoles(plain);
  const parse = strictParser.startParse(acceptableText(text.length, plain, roles));
  try {
    for (;;) {
      // Lezer breaks up a row of operators that is longer than an editor would like; ours is bounded already.
      const tree = Object.assign(parse, { bigReductionCount: 0 }).advance();
      if (tree === null) continue;
      if (strange === -1) return tree;
      break;
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const index = plain.findIndex((word) => positionOf(word).end > parse.parsedPos);
    const before = plain[index - 1];
    if (before?.text.length === 1 && roles[index - 1] === "call") throw unknownFunction(before);
    if (index !== -1) throw unexpectedToken(words, index, text.length);
  }
  const token = words[strange];
  if (token?.fault === undefined) throw unexpectedToken(words, words.length, text.length);
  const { end } = positionOf(token);
  throw new QuerySyntaxError(token.fault.text, { start: token.fault.at, end: Math.max(end, token.fault.at) });
}
