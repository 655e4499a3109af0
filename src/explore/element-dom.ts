/** The element of the page with an id. Throws `TypeError` when it is not there or of another kind. */
export function elementById<Kind extends Element>(id: string, kind: abstract new (...args: never[]) => Kind): Kind {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new TypeError(`Page has no ${kind.name} with the id "${id}"`);
}

/** A new element with attributes and children. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** Shows words in an element, and hides it when there are none. */
export function showWords(target: HTMLElement, words: string): void {
  target.textContent = words;
  target.hidden = words === "";
}
