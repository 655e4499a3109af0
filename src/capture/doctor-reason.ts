import { reasonOf } from "./source-error.ts";

/** Why a source gave no answer, in words for someone who does not know OpenSSL. */
export function doctorReason(error: unknown): string {
  const reason = reasonOf(error);
  return speaksHttp.test(reason) ? plainHttp : reason;
}

/** A sentence about a source that gave no answer: `Prometheus does not answer: ECONNREFUSED`. */
export function noAnswer(name: string, reason: string, verb = "does not answer"): string {
  return reason === plainHttp ? `${name} ${plainHttp}: write http:// in its URL` : `${name} ${verb}: ${reason}`;
}

/** What is said of a port that answers http where https was asked for. */
export const plainHttp = "answers http, not https";

/** How OpenSSL (Node) and rustls (Deno) say that the first bytes of the answer are no TLS. */
const speaksHttp = /wrong[ _]version[ _]number|packet[ _]length[ _]too[ _]long|http[ _]request|InvalidContentType/i;
