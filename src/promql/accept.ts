import type { Role } from "./roles.ts";
import type { Token } from "./scan.ts";

/**
 * A text for the Lezer grammar, of the same length and with every token in its place.
 *
 * The grammar cuts and knows less than Prometheus (floats such as `2.`, upper-case `STEP()`, `min_of` of scalars, a
 * metric called `offset`, names of functions to come), so each token is written in the plainest form of its kind: the
 * tree is that of the original, whose text it is read with.
 */
export function acceptableText(length: number, tokens: readonly Token[], roles: readonly (Role | undefined)[]): string {
  let text = "";
  tokens.forEach((token, index) => {
    text += " ".repeat(token.start - text.length) + plainForm(token, roles[index]);
  });
  return text.padEnd(length);
}

function plainForm(token: Token, role: Role | undefined): string {
  const { length } = token.text;
  switch (token.kind) {
    case "string":
      return `"${"_".repeat(length - 2)}"`;
    case "number":
      // A dot stays, since a word or a duration may stand right before it.
      return `${token.text.startsWith(".") ? "." : "0"}${"0".repeat(length - 1)}`;
    case "duration":
      return `${"0".repeat(length - 1)}s`;
    case "word":
      return plainWord(token.text, role);
    default:
      return token.text;
  }
}

function plainWord(word: string, role: Role | undefined): string {
  switch (role) {
    case "metric":
    case "label":
      return "_".repeat(word.length);
    case "number":
      return "0".repeat(word.length);
    case "call":
      // No function of the grammar has a name of one letter: it fails there.
      return word.length === 1 ? "_" : "ln".padEnd(word.length);
    case "stray":
      return "@".repeat(word.length);
    default:
      return word.toLowerCase();
  }
}
