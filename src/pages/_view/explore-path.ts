import type { Instant, Interval } from "../../core/time.ts";
import { type AddressDefaults, formatAddress } from "../../explore/address.ts";

/** What a page of a session must know to lead to its explore page: the session's interval and its plan's step. */
export type ExploreLinks = AddressDefaults;

/** From the page of a session to its explore page, with a query over an interval; "" for no query. */
export function explorePath(query: string | undefined, interval: Interval, session: ExploreLinks): string {
  if (query === undefined) return "";
  const address = formatAddress({ query, when: { kind: "range", ...interval, step: session.step } }, session);
  return `${explorePage}${address}`;
}

/** The same with a query at an instant. */
export function exploreInstantPath(query: string, at: Instant, session: ExploreLinks): string {
  return `${explorePage}${formatAddress({ query, when: { kind: "instant", at } }, session)}`;
}

/** The explore page of a session, from the session's page. */
export const explorePage = "explore/index.html";
