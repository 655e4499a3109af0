import type { ApiRequest } from "./answer-api.ts";
import { ApiFailure } from "./api-failure.ts";

/** A request as an HTTP server gets it, such as Node's `IncomingMessage`: its head, and its body in chunks. */
export interface ApiMessage extends AsyncIterable<Uint8Array> {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** A form of more bytes is refused. */
const largestForm = 1_000_000;

/**
 * What a client asks of the API: path and parameters, those of a form before those of the address.
 *
 * - A body that is no form is passed over, as Prometheus does.
 * - Throws `ApiFailure` for an address that cannot be decoded and for a form that is too large (413).
 */
export async function readApiRequest(message: ApiMessage): Promise<ApiRequest> {
  const { path, params } = readAddress(message.url ?? "/");
  if (message.method !== "POST") return { method: "GET", path, params };
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(String(message.headers["content-type"] ?? ""));
  const form = new URLSearchParams(isForm ? await readForm(message) : "");
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

async function readForm(message: ApiMessage): Promise<string> {
  const tooLarge = new ApiFailure("bad_data", `the form is larger than ${largestForm} bytes`, { status: 413 });
  if (Number(message.headers["content-length"] ?? 0) > largestForm) throw tooLarge;
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for await (const chunk of message) {
    size += chunk.length;
    if (size > largestForm) throw tooLarge;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
