/** The text with its numbers tied to their units by no-break spaces, so that no line ends between them. */
export function tiedWords(text: string): string {
  return text.replace(/(\d) (ms|s|min|h|%|B|kB|MB|GB|\/s)(?![\w])/g, "$1\u00a0$2").replace(
    /([<>≤≥]) (?=\d)/g,
    "$1\u00a0",
  );
}
