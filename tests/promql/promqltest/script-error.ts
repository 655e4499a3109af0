/** A test script that is not in the language; `line` counts from 1. */
export class ScriptError extends SyntaxError {
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.name = "ScriptError";
    this.line = line;
  }
}
