import type { Instant } from "../../core/time.ts";
import type { Expr } from "../ast.ts";
import type { QueryRange } from "../engine/evaluate.ts";
import { lackingSelectors } from "../lack.ts";
import { printSelector } from "../print.ts";
import { findSelectors } from "../selectors.ts";
import { insideWords, outsideWords } from "./outside-words.ts";
import type { ServedArchive } from "./served-archive.ts";
import type { ApiAccount, ApiMetadata, ServedLive } from "./served-live.ts";

/** What the API answers for: a session that was recorded, or a Prometheus that runs. */
export type Served = ServedArchive | ServedLive;

/** When an instant query without a time is asked: now, or at the end of the session. */
export function presentOf(served: Served): Instant {
  switch (served.kind) {
    case "archive":
      return served.interval.end;
    case "live":
      return served.now();
  }
}

/** What it says of itself: an archive, what its Prometheus had said. */
export function accountOf(served: Served): ApiAccount {
  switch (served.kind) {
    case "archive":
      return served.recorded;
    case "live":
      return served.account();
  }
}

/** How its metrics are described: an archive knows the types that their names tell, no help, no units. */
export function metadataOf(served: Served): ReadonlyMap<string, readonly ApiMetadata[]> {
  switch (served.kind) {
    case "archive":
      return new Map(Array.from(served.types, ([name, type]) => [name, [{ type, help: "", unit: "" }]]));
    case "live":
      return served.metadata();
  }
}

/** What it is, in words without a full stop. */
export function nameOf(served: Served): string {
  switch (served.kind) {
    case "archive": {
      const [start, end] = [served.interval.start, served.interval.end].map((at) => new Date(at).toISOString());
      return `Drillbook session ${served.id}, ${start} to ${end}`;
    }
    case "live":
      return served.name;
  }
}

/** Why an answer may be wrong without a sign of it; one that runs has all there is. */
export function doubtsOf(served: Served, expr: Expr, asked: QueryRange): string[] {
  switch (served.kind) {
    case "archive":
      return [...findLack(served, expr), ...findOutside(served, expr, asked)];
    case "live":
      return [];
  }
}

/** What of a query's selectors was never recorded: an answer from the rest would be wrong without a sign of it. */
function findLack({ selectors }: ServedArchive, expr: Expr): string[] {
  return [...new Set(lackingSelectors(expr, selectors).map(printSelector))].map((text) =>
    `Drillbook: not all of ${text} was recorded; an archive holds what the queries of its plan select`
  );
}

/** That a query which needs samples asks for times that have none: without a word it would be an empty answer like others. */
function findOutside({ interval }: ServedArchive, expr: Expr, asked: QueryRange): string[] {
  const words = findSelectors(expr).length === 0 ? undefined : outsideWords(asked, interval);
  return words === undefined ? [] : [`Drillbook: ${words}; ${insideWords(asked, interval)}`];
}
