import { Buffer } from "node:buffer";
import type { IncomingMessage } from "node:http";
import { ApiFailure } from "../promql/api/api-failure.ts";
import type { ApiRequest } from "../promql/api/answer-api.ts";

/** A form of more bytes is refused. */
const largestForm = 1_000_000;

/**
 * What a client asks of the API: path and parameters, those of a form before those of the address.
 *
 * - A body that is no form is passed over, as Prometheus does.
 * - Throws `ApiFailure` for an address that cannot be decoded and for a form that is too large (413).
 */
export async function readApiRequest(request: IncomingMessage): Promise<ApiRequest> {
  const { path, params } = readAddress(request.url ?? "/");
  if (request.method !== "POST") return { method: "GET", path, params };
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(request.headers["content-type"] ?? "");
  const form = new URLSearchParams(isForm ? await readForm(request) : "");
  return { method: "POST", path, params: new URLSearchParams([...form, ...params]) };
}

function readAddress(address: string): { path: string; params: URLSearchParams } {
  const [, path = "", query = ""] = /^(?:https?:\/\/[^/?#]*)?([^?#]*)\??([^#]*)/.exec(address) ?? [];
  try {
    return { path: decodeURIComponent(path), params: new URLSearchParams(query) };
  } catch (error) {
    throw new ApiFailure("bad_data", `the path ${JSON.stringify(path)} is not encoded as an address`, { cause: error });
  }
}

async function readForm(request: IncomingMessage): Promise<string> {
  const tooLarge = new ApiFailure("bad_data", `the form is larger than ${largestForm} bytes`, { status: 413 });
  if (Number(request.headers["content-length"] ?? 0) > largestForm) throw tooLarge;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > largestForm) throw tooLarge;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
