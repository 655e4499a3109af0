import { labelsKey } from "../../../src/core/labels.ts";

/** A status and a body of Prometheus' API; the series of a vector in order, since without `sort` theirs means nothing. */
export interface Envelope {
  readonly status: number;
  readonly body: unknown;
}

/** Asks a server of Prometheus' API; the numbers of the body stay as they are written. */
export async function fetchEnvelope(url: string, address: string): Promise<Envelope> {
  const response = await fetch(`${url}/api/v1/${address}`);
  const text = await response.text();
  // Numbers as texts: `1795447615.500` is not `1795447615.5`.
  const body: unknown = JSON.parse(text.replace(/(?<=[[,:])-?\d+(?:\.\d+)?(?=[\],}])/g, '"number $&"'));
  return { status: response.status, body: ordered(body) };
}

function ordered(body: unknown): unknown {
  const { data } = body as { data?: { resultType?: string; result?: { metric: Record<string, string> }[] } };
  if (data?.resultType === "vector") {
    data.result?.sort((a, b) => (labelsKey(a.metric) < labelsKey(b.metric) ? -1 : 1));
  }
  return body;
}
