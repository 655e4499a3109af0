import type { Duration } from "../../core/time.ts";
import type { ExpositionFormat } from "../exposition/entry.ts";

/** What a target answered. */
export interface TargetText {
  readonly text: string;
  readonly format: ExpositionFormat;
}

/** Why a target cannot be read; the message says it in words. */
export class ScrapeError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "ScrapeError";
  }
}

/** A body of more bytes is refused. */
const largestBody = 10_000_000;

const accept = "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.1";

/** Asks a target for its metrics. Throws `ScrapeError`: no answer in time, a status but 200, a body that is too large or no text. */
export async function readTarget(url: string, timeout: Duration, request: typeof fetch = fetch): Promise<TargetText> {
  try {
    const response = await request(url, {
      headers: {
        Accept: accept,
        "User-Agent": "drillbook-lab",
        "X-Prometheus-Scrape-Timeout-Seconds": String(timeout / 1_000),
      },
      signal: AbortSignal.timeout(timeout),
    });
    if (response.status !== 200) {
      await response.body?.cancel();
      throw new ScrapeError(`server returned HTTP status ${response.status} ${response.statusText}`.trimEnd());
    }
    const format = formatOf(response.headers.get("Content-Type"));
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await readBody(response));
    return { text, format };
  } catch (error) {
    if (error instanceof ScrapeError) throw error;
    throw new ScrapeError(`Get ${JSON.stringify(url)}: ${reasonOf(error, timeout)}`, error);
  }
}

/** The format that a content type names; one that names none is read as text, as Prometheus 2 does. */
function formatOf(type: string | null): ExpositionFormat {
  return /^application\/openmetrics-text\b/i.test(type ?? "") ? "openmetrics" : "text";
}

async function readBody(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > largestBody) throw new ScrapeError(`the body has more than ${largestBody} bytes`);
    chunks.push(chunk);
  }
  const body = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.length;
  }
  return body;
}

function reasonOf(error: unknown, timeout: Duration): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return `no answer within ${timeout} ms`;
  if (error instanceof TypeError && error.cause === undefined && /encod|decod/i.test(error.message)) {
    return "the answer is not UTF-8";
  }
  return error.cause instanceof Error && error.cause.message !== "" ? error.cause.message : error.message;
}
