import { Marked, type Renderer, type Token, type TokenizerAndRendererExtension, type Tokens } from "marked";
import sanitizeHtml, { type IOptions } from "sanitize-html";

/** A stretch of the notes: words as safe HTML, or the place of a chart. */
export type NotePart = { readonly kind: "words"; readonly html: string } | {
  readonly kind: "chart";
  readonly id: string;
};

/** The notes in order, and the addresses that their links lead to, for paper. */
export interface NoteParts {
  readonly parts: readonly NotePart[];
  /** The first has the mark `[1]` in the text. */
  readonly footnotes: readonly string[];
}

const directive = /^::chart\{id=("?)([^}"\n]*)\1\}[ \t]*(?:\n+|$)/;

const chartDirective: TokenizerAndRendererExtension = {
  name: "chart",
  level: "block",
  start: (text) => text.match(/^::chart\{/m)?.index,
  tokenizer(text) {
    const match = directive.exec(text);
    return match === null ? undefined : { type: "chart", raw: match[0], id: match[2] ?? "" };
  },
  renderer: () => "",
};

const allowed: IOptions = {
  allowedTags: sanitizeHtml.defaults.allowedTags.filter((tag) =>
    !["h1", "h2", "main", "header", "footer"].includes(tag)
  ),
  allowedAttributes: { a: ["href"], ol: ["start"], th: ["align"], td: ["align"] },
  allowedClasses: { sup: ["footnote-mark"] },
  allowedSchemes: ["http", "https", "mailto"],
};

/**
 * The notes in parts, in order. A line of its own such as `::chart{id=response-time}` places a chart.
 *
 * - Whatever could run, load or style is taken out of the HTML.
 * - Headings begin one level below the page's own.
 */
export function noteParts(markdown: string): NoteParts {
  const footnotes: string[] = [];
  const marked = new Marked({ gfm: true, extensions: [chartDirective] }, {
    renderer: { link: linkWithMark(footnotes) },
  });
  const tokens = marked.lexer(markdown);
  marked.walkTokens(tokens, lowerHeading);
  const parts: NotePart[] = [];
  let words: Token[] = [];
  const flush = () => {
    const html = sanitizeHtml(marked.parser(words), allowed).trim();
    if (html !== "") parts.push({ kind: "words", html });
    words = [];
  };
  for (const token of tokens) {
    if (token.type !== "chart") {
      words.push(token);
      continue;
    }
    flush();
    parts.push({ kind: "chart", id: String((token as Tokens.Generic).id).trim() });
  }
  flush();
  return { parts, footnotes };
}

function lowerHeading(token: Token): void {
  if (token.type === "heading") (token as Tokens.Heading).depth = Math.min(6, Math.max(3, token.depth + 1));
}

function linkWithMark(footnotes: string[]): (this: Renderer, token: Tokens.Link) => string {
  return function ({ href, tokens }) {
    const link = `<a href="${escapeAttribute(href)}">${this.parser.parseInline(tokens)}</a>`;
    if (!/^https?:/i.test(href)) return link;
    footnotes.push(href);
    return `${link}<sup class="footnote-mark">[${footnotes.length}]</sup>`;
  };
}

function escapeAttribute(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
