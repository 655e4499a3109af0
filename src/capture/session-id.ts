import type { Instant } from "../core/time.ts";

/** A session's id: UTC start and plan, `2026-11-22T231612Z-worker-loss`. */
export function formatSessionId(start: Instant, plan: string): string {
  return `${new Date(start).toISOString().slice(0, 19).replaceAll(":", "")}Z-${plan}`;
}
