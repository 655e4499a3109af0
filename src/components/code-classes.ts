interface Node {
  properties: Record<string, unknown>;
}

/**
 * A Shiki transformer that turns the inline styles of its `css-variables` theme into classes,
 * because the site's content security policy forbids inline style: `color:var(--astro-code-token-string)` → `t-string`.
 */
export const classesForStyles = {
  name: "classes-for-styles",
  span(node: Node): void {
    const kind = /token-([a-z-]+)/.exec(String(node.properties.style ?? ""))?.[1];
    delete node.properties.style;
    if (kind !== undefined) node.properties.class = `t-${kind}`;
  },
  pre(node: Node): void {
    delete node.properties.style;
    node.properties.class = "code";
  },
};
