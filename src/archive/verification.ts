import type { TargetScrapes } from "./manifest.ts";

/** Something of a file of the session folder. */
export interface FileRemark {
  readonly file: string;
  readonly text: string;
}

/** What verification looked at and found; the session is whole when `problems` is empty. */
export interface Verification {
  readonly problems: readonly FileRemark[];
  /** Not damage: notes edited after recording, revisions added. */
  readonly remarks: readonly FileRemark[];
  readonly counts: {
    readonly files: number;
    readonly bytes: number;
    readonly facts: number;
    readonly series: number;
    readonly samples: number;
    readonly answers: number;
    readonly configs: number;
    readonly redactions: number;
    readonly revisions: number;
  };
  /** Scrapes of each target as its samples give them. */
  readonly scrapes: readonly TargetScrapes[];
}
