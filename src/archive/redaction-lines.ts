/** The lines of a text by offset; linear where the offsets asked for only grow. */
export interface Lines {
  /** The number of the line, from 1. */
  number(offset: number): number;
  /** The offset at which the line begins. */
  start(offset: number): number;
  /** The offset of the line's end, before `\n` or `\r\n`. */
  end(offset: number): number;
}

/** The lines of the text. */
export function linesOf(text: string): Lines {
  let line = 1;
  let begin = 0;
  let next = endFrom(0);
  function endFrom(at: number): number {
    const found = text.indexOf("\n", at);
    return found < 0 ? text.length : found;
  }
  function seek(offset: number): void {
    if (offset < begin) [line, begin, next] = [1, 0, endFrom(0)];
    while (next < offset && next < text.length) {
      line++;
      begin = next + 1;
      next = endFrom(begin);
    }
  }
  return {
    number(offset) {
      seek(offset);
      return line;
    },
    start(offset) {
      seek(offset);
      return begin;
    },
    end(offset) {
      seek(offset);
      return text[next - 1] === "\r" && next > offset ? next - 1 : next;
    },
  };
}
