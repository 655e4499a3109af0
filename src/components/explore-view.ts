import type { TimeView, Token } from "./view.ts";

/** The explore page of a session before anything is asked. */
export interface ExploreView {
  readonly title: string;
  readonly plan: { readonly id: string; readonly href: string };
  readonly time: TimeView;
  /** The session's page and its samples, from this page. */
  readonly session: string;
  readonly samples: string;
  /** What the script starts from, as JSON. */
  readonly subject: string;
  /** What to run where the page cannot. */
  readonly command: string;
  /** That the samples were changed; "" when they were not. */
  readonly damage: string;
  /** The names of phases and marks to choose from, in order. */
  readonly phases: readonly string[];
  readonly marks: readonly string[];
  /** The plan's own queries to start from. */
  readonly queries: readonly {
    readonly title: string;
    readonly href: string;
    readonly query: readonly Token[];
    readonly explanation: string;
  }[];
}
