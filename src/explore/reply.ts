import type { Duration } from "../core/time.ts";
import type { QueryResult } from "../promql/engine/query-value.ts";
import type { Catalog } from "./catalog.ts";
import type { Look, Problem } from "./look.ts";
import type { Question } from "./question.ts";
import type { Recording } from "./recording.ts";
import type { PlanQuery } from "./subject.ts";

/** What the page asks of the worker. Plain values; `id` tells an answer from one to an earlier question. */
export type Request =
  | { readonly kind: "open"; readonly samples: Blob; readonly recording: Recording }
  | { readonly kind: "look"; readonly id: number; readonly query: string; readonly planQuery: PlanQuery | undefined }
  | { readonly kind: "ask"; readonly id: number; readonly question: Question };

/** What the archive holds, once it is read. */
export interface Opened {
  readonly kind: "opened";
  readonly catalog: Catalog;
  readonly series: number;
  readonly samples: number;
}

/** An answer to a question, or why there is none. */
export type Answer =
  | {
    readonly kind: "answered";
    readonly result: QueryResult;
    /** ms that the evaluation took. */
    readonly took: Duration;
    /** Why it may not be the whole truth: sentences without a final period. */
    readonly doubts: readonly string[];
    /** Why there is nothing in the result; "" where there is something. */
    readonly emptyWords: string;
  }
  | { readonly kind: "refused"; readonly problem: Problem };

/** What the worker says. */
export type Reply =
  | Opened
  | { readonly kind: "damaged"; readonly text: string }
  | { readonly kind: "looked"; readonly id: number; readonly look: Look }
  | { readonly kind: "reply"; readonly id: number; readonly answer: Answer };
