/**
 * About how wide a text is in px, never much too little: there is no font at build time, so the widths are those of a wide one.
 */
export function textWidth(text: string, size: number, bold = false): number {
  let width = 0;
  for (const character of text) {
    if (/[iljtfrI.,:;|!'()[\]/\u202f\u00a0 -]/.test(character)) width += 0.39;
    else if (/[mwMW%@—…+✓✕▼▲<>=≥≤]/.test(character)) width += 0.92;
    else if (/[A-Z]/.test(character)) width += 0.7;
    else width += 0.62;
  }
  return width * size * (bold ? 1.08 : 1);
}

/** The text, shortened with `…` until it is no wider than `room` px; "" when not even two letters have room. */
export function fitText(text: string, room: number, size: number, bold = false): string {
  if (textWidth(text, size, bold) <= room) return text;
  for (let length = text.length - 1; length >= 2; length--) {
    const short = `${text.slice(0, length).trimEnd()}…`;
    if (textWidth(short, size, bold) <= room) return short;
  }
  return "";
}

/** The text in at most `most` lines that are no wider than `room` px, broken between words; the last is shortened. */
export function wrapText(text: string, room: number, size: number, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && (textWidth(`${last} ${word}`, size) <= room || lines.length === most)) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines.map((line) => fitText(line, room, size));
}
