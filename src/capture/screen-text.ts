/** A colour of the live view; each says again what a word and a shape already say. */
export type Ink = "held" | "broken" | "doubt" | "muted" | "strong";

/** How text is coloured; without colour it comes back as it is. */
export type Paint = (ink: Ink, text: string) => string;

const codes: Readonly<Record<Ink, string>> = { held: "32", broken: "31", doubt: "33", muted: "2", strong: "1" };

/** ANSI colours, or none. */
export function paintWith(colour: boolean): Paint {
  return colour ? (ink, text) => (text === "" ? "" : `\x1b[${codes[ink]}m${text}\x1b[0m`) : (_, text) => text;
}

/** The text in exactly `width` columns: filled with spaces, or cut with `…`. Control characters become spaces. */
export function fit(text: string, width: number): string {
  if (width <= 0) return "";
  // deno-lint-ignore no-control-regex
  const characters = Array.from(text.replace(/[\x00-\x1f\x7f-\x9f]/g, " "));
  if (characters.length > width) return `${characters.slice(0, width - 1).join("")}…`;
  return characters.join("") + " ".repeat(width - characters.length);
}

/** The text cut to at most `width` columns. */
export function clip(text: string, width: number): string {
  return fit(text, Math.max(0, Math.min(width, Array.from(text).length)));
}

/** Left and right text on one line of `width` columns; the left one gives way. */
export function between(left: string, right: string, width: number): string {
  const room = width - Array.from(right).length;
  return room < 8 ? fit(left, width) : fit(left, room) + right;
}
