import type { Session } from "../../core/session.ts";
import { type Duration, parseDuration } from "../../core/time.ts";
import type { QueryOptions } from "../engine/options.ts";
import { rulesOf } from "../engine/rules-of.ts";

/**
 * How the Prometheus that a session was recorded from would evaluate a query: the rules of its version, and the step of
 * a subquery without one by its configuration, where that states one above 0.
 */
export function sessionOptions({ head, configs }: Pick<Session, "head" | "configs">): QueryOptions {
  const running = configs.find(({ path }) => path === "prometheus/running.yml")?.text ?? "";
  const interval = /^global:\n(?: .*\n)*? {2}evaluation_interval: (\S+)$/m.exec(running)?.[1];
  const rules = rulesOf(head.versions.prometheus);
  const subqueryStep = interval === undefined ? undefined : readInterval(interval);
  return subqueryStep === undefined ? { rules } : { rules, subqueryStep };
}

function readInterval(text: string): Duration | undefined {
  try {
    const interval = parseDuration(text);
    return interval > 0 && Number.isFinite(interval) ? interval : undefined;
  } catch {
    return undefined;
  }
}
