import { join } from "node:path";
import { findSession, readSession } from "../../../src/archive/session-fs.ts";
import type { Series } from "../../../src/core/series.ts";
import type { Session } from "../../../src/core/session.ts";

/** The project's folder, which is a book. */
export const book = join(import.meta.dirname, "..", "..", "..");

/** The committed session, and its series as OpenMetrics carries them: without staleness markers. */
export async function readCommitted(): Promise<{ readonly session: Session; readonly carried: readonly Series[] }> {
  const session = await readSession(await findSession(book, "latest"));
  return { session, carried: session.series.map(withoutMarkers) };
}

function withoutMarkers({ labels, times, values, stale }: Series): Series {
  const keep = (_: number, index: number) => stale?.[index] !== 1;
  return { labels, times: times.filter(keep), values: values.filter(keep), stale: undefined };
}
