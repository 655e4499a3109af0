import type { FactOf } from "../core/fact.ts";
import { instant } from "../core/instant.ts";
import { type Labels, labelsKey } from "../core/labels.ts";
import { isRecord } from "../core/record.ts";
import type { Instant } from "../core/time.ts";

/** The alerts that are pending or firing, by the key of their labels. */
export type KnownAlerts = Map<string, FactOf<"alert">>;

/** The facts that tell how the answer of `/api/v1/alerts` differs from what is known, which is brought up to date. */
export function noteAlerts(known: KnownAlerts, answer: unknown, at: Instant): readonly FactOf<"alert">[] {
  const listed = isRecord(answer) && Array.isArray(answer["alerts"]) ? answer["alerts"].filter(isRecord) : [];
  const facts: FactOf<"alert">[] = [];
  const seen = new Set<string>();
  for (const alert of listed) {
    const state = alert["state"];
    if (!isRecord(alert["labels"]) || (state !== "pending" && state !== "firing")) continue;
    const labels = alert["labels"] as Labels;
    const key = labelsKey(labels);
    seen.add(key);
    if (known.get(key)?.state === state) continue;
    const activeAt = Date.parse(String(alert["activeAt"]));
    const fact: FactOf<"alert"> = {
      kind: "alert",
      at,
      labels,
      state,
      ...(instant.safeParse(activeAt).success ? { activeAt } : {}),
    };
    known.set(key, fact);
    facts.push(fact);
  }
  for (const [key, { labels }] of known) {
    if (seen.has(key)) continue;
    known.delete(key);
    facts.push({ kind: "alert", at, labels, state: "inactive" });
  }
  return facts;
}
