import type { Edit } from "./apply-completion.ts";

/**
 * What a key typed makes of a text whose cursor stands right behind the `=` that a completed label brought along:
 * a reader who types the operator anyway gets the one that was meant. `undefined` for any other key and place.
 */
export function typedOperator({ text, cursor }: Edit, key: string): Edit | undefined {
  if (text[cursor - 1] !== "=") return undefined;
  switch (key) {
    case "=":
      return { text, cursor };
    case "!":
      return { text: `${text.slice(0, cursor - 1)}!${text.slice(cursor)}`, cursor };
    default:
      return undefined;
  }
}
