/** A mistake that the user can mend: printed without a stack, ends a command with `exitCode`. */
export class UserError extends Error {
  readonly exitCode: number;

  /** `exitCode` follows the README's table: 64 for usage (the default), 3 for a damaged archive. */
  constructor(message: string, options: { exitCode?: number; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = "UserError";
    this.exitCode = options.exitCode ?? 64;
  }
}
