/**
 * Rows as aligned text, the first row as the head.
 *
 * - Columns that do not fit into `width` go on in another block below, each block with the first column again.
 */
export function formatTable(rows: readonly (readonly string[])[], width: number): string[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from(
    { length: count },
    (_, column) => Math.max(...rows.map((row) => [...row[column] ?? ""].length)),
  );
  const blocks: number[][] = [];
  let used = Infinity;
  for (let column = 1; column < count; column += 1) {
    const needed = gap + (widths[column] ?? 0);
    if (used + needed > width) {
      blocks.push([0]);
      used = widths[0] ?? 0;
    }
    blocks.at(-1)?.push(column);
    used += needed;
  }
  return blocks.flatMap((columns, index) => [
    ...index === 0 ? [] : [""],
    ...rows.map((row) =>
      columns.map((column) => (row[column] ?? "").padEnd(widths[column] ?? 0)).join(" ".repeat(gap)).trimEnd()
    ),
  ]);
}

const gap = 2;

/**
 * A paragraph broken into lines of at most `width`, all but the first indented by `indent` spaces.
 *
 * Spaces at its beginning stay, and a figure is not parted from its unit.
 */
export function wrapText(text: string, width: number, indent = 0): string[] {
  const [first = "", ...words] = text.trimStart().split(/ (?!(?:%|ms|s|min|h|B|kB|MB)(?![\p{L}\p{N}]))/u);
  const lines = [text.slice(0, text.length - text.trimStart().length) + first];
  for (const word of words) {
    const line = lines.at(-1) ?? "";
    if (line.length + 1 + word.length > width) lines.push(" ".repeat(indent) + word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines;
}
