/** Why the API gives no answer, in Prometheus' words. */
export type ApiErrorType = "bad_data" | "execution" | "timeout" | "unavailable" | "internal" | "not_found";

const statuses: Readonly<Record<ApiErrorType, number>> = {
  bad_data: 400,
  execution: 422,
  timeout: 503,
  unavailable: 503,
  internal: 500,
  not_found: 404,
};

/** A request that the API refuses or cannot answer; `message` is the `error` of the envelope. */
export class ApiFailure extends Error {
  readonly type: ApiErrorType;
  readonly status: number;

  /** The HTTP status is that of the type unless it is given. */
  constructor(type: ApiErrorType, message: string, options: { status?: number; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = "ApiFailure";
    this.type = type;
    this.status = options.status ?? statuses[type];
  }
}

/** The failure that names the parameter at fault. */
export function invalidParameter(name: string, message: string, cause?: unknown): ApiFailure {
  return new ApiFailure("bad_data", `invalid parameter "${name}": ${message}`, { cause });
}
