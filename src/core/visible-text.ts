/**
 * The same plain value with what cannot be seen in its texts made visible: a control character as its picture (`␛`), a mark that turns
 * the direction of writing as `�`. What a name hides must not change how a page reads.
 *
 * - Tabs and line ends stay: configuration is made of them.
 * - Keys, numbers and objects with a class of their own stay as they are.
 */
export function visibleText<T>(value: T): T {
  return visible(value) as T;
}

function visible(value: unknown): unknown {
  if (typeof value === "string") return shown(value);
  if (Array.isArray(value)) return value.map(visible);
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, visible(each)]));
}

// deno-lint-ignore no-control-regex
const hidden = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

function shown(text: string): string {
  return text.replace(hidden, (character) => {
    const code = character.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return code === 0x7f ? "\u2421" : "\ufffd";
  });
}
