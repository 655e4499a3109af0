import type { Session } from "../../core/session.ts";
import { parseDuration } from "../../core/time.ts";
import type { QueryOptions } from "../engine/options.ts";
import { rulesOf } from "../engine/rules-of.ts";

/**
 * How the Prometheus that a session was recorded from would evaluate a query: the rules of its version, and the step of
 * a subquery without one by its configuration.
 */
export function sessionOptions({ head, configs }: Pick<Session, "head" | "configs">): QueryOptions {
  const running = configs.find(({ path }) => path === "prometheus/running.yml")?.text ?? "";
  const interval = /^global:\n(?: .*\n)*? {2}evaluation_interval: (\S+)$/m.exec(running)?.[1];
  const rules = rulesOf(head.versions.prometheus);
  return interval === undefined ? { rules } : { rules, subqueryStep: parseDuration(interval) };
}
