/** A place in a text that moves on by what is read. */
export interface Cursor {
  isAtEnd(): boolean;
  /** Reads what the pattern matches right here, and moves behind it; `pattern` is sticky. `undefined` where it does not match. */
  take(pattern: RegExp): string | undefined;
  /** Reads what the pattern must match here. Throws `SyntaxError` that says what was `expected` and what stands here otherwise. */
  expect(pattern: RegExp, expected: string): string;
  /** A `SyntaxError` about this place: its line, and what is wrong there. */
  fault(words: string): SyntaxError;
}

/** More of a line is not quoted. */
const longestQuote = 40;

/** A cursor at the start of a text. */
export function cursorOver(text: string): Cursor {
  let at = 0;

  function take(pattern: RegExp): string | undefined {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  }

  function fault(words: string): SyntaxError {
    return new SyntaxError(`line ${text.slice(0, at).split("\n").length}: ${words}`);
  }

  /** What stands here, in quotes. */
  function present(): string {
    const end = text.indexOf("\n", at);
    const rest = text.slice(at, end < 0 ? undefined : end);
    if (rest === "") return end < 0 ? "the end" : "the end of the line";
    return JSON.stringify(rest.length > longestQuote ? `${rest.slice(0, longestQuote)}…` : rest);
  }

  return {
    isAtEnd: () => at >= text.length,
    take,
    expect(pattern, expected) {
      const found = take(pattern);
      if (found === undefined) throw fault(`expected ${expected}, found ${present()}`);
      return found;
    },
    fault,
  };
}
