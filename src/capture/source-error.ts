/** Why a source gave no answer that can be used. */
export type SourceErrorKind =
  /** No connection, or it broke off. */
  | "connection"
  /** No answer in time. */
  | "timeout"
  /** It answered that it cannot. */
  | "refusal"
  /** It answered something that is not what was asked for. */
  | "shape"
  /** More than the recorder takes in one answer. */
  | "size";

/** A source did not answer, or not usefully; `message` is the reason in words, the source's own where it gave any. */
export class SourceError extends Error {
  readonly kind: SourceErrorKind;
  /** HTTP status, where there was one. */
  readonly status: number | undefined;

  constructor(kind: SourceErrorKind, message: string, options: { status?: number; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = "SourceError";
    this.kind = kind;
    this.status = options.status;
  }
}

/** The reason in words of anything that was thrown, on one line. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === "" && error.errors.length > 0) {
    return reasonOf(error.errors[0]);
  }
  const text = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
  const words = text.replace(/\s+/g, " ").trim();
  if (words === "") return code === "" ? "unknown reason" : code;
  return code.startsWith("E") && !words.includes(code) ? `${code}: ${words}` : words;
}
