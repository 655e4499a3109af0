/** An element of an SVG text. */
export interface SvgElement {
  readonly tag: string;
  readonly attributes: Map<string, string>;
  children: (SvgElement | string)[];
}

/**
 * The element tree of an SVG text as Vega writes it: well formed, double quotes, no comments; entities stay as they are.
 * Throws `SyntaxError` when it is not closed.
 */
export function parseSvg(text: string): SvgElement {
  const root: SvgElement = { tag: "", attributes: new Map(), children: [] };
  const stack = [root];
  for (const [token, closing, tag = "", rest = "", empty] of text.matchAll(/<(\/?)([\w:]+)([^>]*?)(\/?)>|[^<]+/g)) {
    const parent = stack.at(-1) ?? root;
    if (closing === undefined) {
      parent.children.push(token);
    } else if (closing === "/") {
      stack.pop();
    } else {
      const attributes = new Map(
        Array.from(rest.matchAll(/([\w:-]+)="([^"]*)"/g), ([, name = "", value = ""]) => [name, value]),
      );
      const element: SvgElement = { tag, attributes, children: [] };
      parent.children.push(element);
      if (empty !== "/") stack.push(element);
    }
  }
  const [svg] = root.children;
  if (stack.length !== 1 || svg === undefined || typeof svg === "string") {
    throw new SyntaxError("Cannot read the drawing: its SVG is not closed");
  }
  return svg;
}

/** The SVG text of a tree. */
export function printSvg(element: SvgElement | string): string {
  if (typeof element === "string") return element;
  const attributes = Array.from(element.attributes, ([name, value]) => ` ${name}="${value}"`).join("");
  const children = element.children.map(printSvg).join("");
  return children === ""
    ? `<${element.tag}${attributes}/>`
    : `<${element.tag}${attributes}>${children}</${element.tag}>`;
}
