import { aggregators } from "./functions.ts";
import type { Token } from "./scan.ts";

/**
 * What a word is for: `label` stands in braces or a list, `bound` after `@`, `duration` in a duration (`step`), and
 * `stray` is an operator where an operand is due.
 */
export type Role = "metric" | "call" | "aggregate" | "label" | "number" | "duration" | "bound" | "keyword" | "stray";

/** Something that a query has begun and not ended. */
export type Frame =
  | { readonly kind: "group" | "args" | "fill" }
  | { readonly kind: "aggregate"; stage: "head" | "args" | "tail"; grouped: boolean }
  /** `expected` is what may follow, in Prometheus' words. */
  | { readonly kind: "labels" | "braces"; expected: string }
  | { readonly kind: "brackets"; parens: number; colon: boolean }
  | { readonly kind: "offset" | "at"; parens: number };

/** The roles of the words among tokens, what the tokens leave open, innermost last, and whether an operand has ended. */
export interface Reading {
  readonly roles: readonly (Role | undefined)[];
  readonly frames: readonly Frame[];
  readonly ended: boolean;
}

/** Words that name no metric and no function where an operand is due. */
const neverOperands = /^(bool|on|ignoring|group_left|group_right)$/i;
const neverCalls = /^(by|without|and|or|unless|atan2|offset|anchored|smoothed)$/i;
const durationWords = /^(step|range|min_of|max_of)$/i;

/** Follows the tokens that carry meaning, right or wrong, up to the one at `until`. */
export function readRoles(tokens: readonly Token[], until = tokens.length): Reading {
  const frames: Frame[] = [];
  const roles: (Role | undefined)[] = [];
  let ended = false;
  tokens.slice(0, until).forEach((token, index) => {
    roles.push(roleOf(token, tokens[index + 1]?.text ?? "", roles.at(-1)));
  });
  return { roles, frames, ended };

  function roleOf(token: Token, next: string, previous: Role | undefined): Role | undefined {
    const frame = frames.at(-1);
    switch (frame?.kind) {
      case "braces":
        return inBraces(token, frame);
      case "labels":
        if (frame.expected === '"("' && token.text !== "(") break;
        return inLabels(token, frame);
      case "brackets":
        return inBrackets(token, frame);
      case "offset":
      case "at":
        return inModifier(token, frame, next, previous);
      case "fill":
        return inFill(token);
      case "aggregate":
        if (/^(by|without)$/i.test(token.text)) {
          frame.grouped = true;
          return clause();
        }
        if (token.text === "(" && frame.stage === "head") frame.stage = "args";
    }
    if (frame?.kind === "labels") frames.pop();
    return outside(token, next, previous);
  }

  function inBraces(token: Token, frame: Frame & { expected: string }): Role | undefined {
    if (token.kind === "word") frame.expected = "label matching operator";
    else if (token.kind === "string" || token.text === "") frame.expected = '"," or "}"';
    else if (token.text === ",") frame.expected = 'identifier or "}"';
    else if (token.text === "}") end();
    else frame.expected = "string";
    return token.kind === "word" ? "label" : undefined;
  }

  function inLabels(token: Token, frame: Frame & { expected: string }): Role | undefined {
    if (token.text === ")") {
      end();
      const outer = frames.at(-1);
      ended = outer?.kind === "aggregate" && outer.stage === "tail";
      if (ended) frames.pop();
    } else frame.expected = token.text === "(" || token.text === "," ? "label" : '"," or ")"';
    if (token.kind !== "word") return undefined;
    return /^(inf|nan)$/i.test(token.text) ? "number" : "label";
  }

  function inBrackets(token: Token, frame: Frame & { kind: "brackets" }): Role | undefined {
    ended = token.kind === "number" || token.kind === "duration" || token.text === ")";
    if (token.text === "(") frame.parens += 1;
    if (token.text === ")") frame.parens -= 1;
    if (token.text === ":") frame.colon = true;
    if (token.text === "]") end();
    return token.kind === "word" ? "duration" : undefined;
  }

  function inModifier(token: Token, frame: Frame & { kind: "offset" | "at" }, next: string, previous?: Role) {
    if (token.text === "(") frame.parens += 1;
    else if (token.text === ")") frame.parens -= 1;
    const isNumber = token.kind === "number" || token.kind === "duration" || /^(inf|nan)$/i.test(token.text);
    if (frame.parens <= 0 && (isNumber || token.text === ")")) end();
    if (token.kind !== "word") return undefined;
    if (isNumber) return "number";
    if (frame.kind === "at" && /^(start|end)$/i.test(token.text)) return "bound";
    if (frame.kind === "offset" && durationWords.test(token.text)) return "duration";
    frames.pop();
    return outside(token, next, previous);
  }

  function inFill(token: Token): Role | undefined {
    if (token.text === ")") frames.pop();
    return /^(inf|nan)$/i.test(token.text) ? "number" : undefined;
  }

  function outside(token: Token, next: string, previous: Role | undefined): Role | undefined {
    if (token.kind === "word") return ended ? afterOperand(token.text) : operand(token.text, next);
    ended = token.kind !== "symbol";
    switch (token.text) {
      case "(":
        frames.push({ kind: previous === "call" || frames.at(-1)?.kind === "aggregate" ? "args" : "group" });
        break;
      case ")":
        closeParen(next);
        break;
      case "{":
        frames.push({ kind: "braces", expected: 'identifier or "}"' });
        break;
      case "[":
        frames.push({ kind: "brackets", parens: 0, colon: false });
        break;
      case "@":
        frames.push({ kind: "at", parens: 0 });
    }
    return undefined;
  }

  function closeParen(next: string): void {
    ended = true;
    if (frames.at(-1)?.kind === "group" || frames.at(-1)?.kind === "args") frames.pop();
    const outer = frames.at(-1);
    if (outer?.kind !== "aggregate") return;
    if (/^(by|without)$/i.test(next) && !outer.grouped) outer.stage = "tail";
    else frames.pop();
  }

  function operand(word: string, next: string): Role {
    if (/^atan2$/i.test(word)) return "stray";
    if (neverOperands.test(word)) return /^bool$/i.test(word) ? "keyword" : clause();
    if (/^fill(_left|_right)?$/i.test(word) && next === "(") {
      frames.push({ kind: "fill" });
      return "keyword";
    }
    if (aggregators.has(word.toLowerCase()) && (next === "(" || /^(by|without)$/i.test(next))) {
      frames.push({ kind: "aggregate", stage: "head", grouped: false });
      return "aggregate";
    }
    if (/^(inf|nan)$/i.test(word)) {
      ended = true;
      return "number";
    }
    if (next === "(" && !neverCalls.test(word) && !word.includes(":")) return "call";
    ended = true;
    return "metric";
  }

  function afterOperand(word: string): Role {
    if (/^(and|or|unless|atan2)$/i.test(word)) ended = false;
    else if (/^offset$/i.test(word)) {
      ended = false;
      frames.push({ kind: "offset", parens: 0 });
    } else if (!/^(anchored|smoothed|by|without)$/i.test(word) && !neverOperands.test(word)) return "metric";
    return "keyword";
  }

  function clause(): Role {
    frames.push({ kind: "labels", expected: '"("' });
    return "keyword";
  }

  function end(): void {
    frames.pop();
    ended = true;
  }
}
