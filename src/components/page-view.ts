import type {
  ConfigView,
  FailoverView,
  FigureView,
  ObjectiveView,
  ProvenanceView,
  SentencePart,
  Term,
  TimeView,
  Token,
  VerdictView,
} from "./view.ts";

/** A session as the book and the plan's page list it. */
export interface EntryView {
  readonly href: string;
  readonly title: string;
  readonly id: string;
  readonly plan: { readonly title: string; readonly href: string };
  readonly time: TimeView;
  readonly length: string;
  readonly verdict: VerdictView;
  readonly headline: string;
  readonly figures: readonly {
    readonly title: string;
    readonly figure: string;
    readonly verdict: VerdictView;
    /** Its chart on the page of the session. */
    readonly href: string;
  }[];
  /** The first objective over time; `svg` is "" when there is none. */
  readonly sparkline: { readonly svg: string; readonly title: string };
  /** What is wrong with its archive; "" when nothing is. */
  readonly damage: string;
  /** What the filter searches. */
  readonly words: string;
}

/** A session folder that cannot be read, and why. */
export interface DamagedView {
  readonly href: string;
  readonly id: string;
  readonly problem: string;
}

/** A session that is being recorded: nothing is said of it yet. */
export interface RecordingView {
  readonly id: string;
  readonly title: string;
  readonly plan: string;
  readonly time: TimeView;
  /** What the filter searches. */
  readonly words: string;
}

/** What to know of the figures: at once, and behind a disclosure named `more`. */
export interface DoubtsView {
  readonly first: readonly string[];
  readonly rest: readonly string[];
  readonly more: string;
}

/** A plan: what it watches and judges. */
export interface PlanView {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Where it was read, when that is not the book itself; else "". */
  readonly from: string;
  readonly problem: string;
  readonly objectives: readonly {
    readonly id: string;
    readonly title: string;
    readonly words: string;
    readonly threshold: string;
    readonly query: readonly Token[];
    readonly explanation: string;
  }[];
  readonly panels: readonly {
    readonly title: string;
    readonly words: string;
    readonly query: readonly Token[];
    readonly explanation: string;
  }[];
  readonly phases: readonly string[];
  readonly terms: readonly Term[];
}

/** A part of the notes, ready to be shown; `remark` stands where a directive names no chart. */
export type NoteView =
  | { readonly kind: "words"; readonly html: string }
  | { readonly kind: "figure"; readonly figure: FigureView }
  | { readonly kind: "remark"; readonly text: string };

/** Every chart of a session page, all on one time axis. */
export interface SessionCharts {
  readonly ribbon: FigureView;
  /** One for each fault, in order. */
  readonly waterfalls: readonly FigureView[];
  readonly objectives: readonly FigureView[];
  readonly probes: readonly FigureView[];
  /** `undefined` when neither a Swarm nor an alert was seen. */
  readonly lanes: FigureView | undefined;
  readonly panels: readonly FigureView[];
}

/** All that the session page shows. */
export interface SessionView {
  readonly title: string;
  readonly plan: { readonly id: string; readonly title: string; readonly href: string };
  /** What the plan says of itself; "" when it says nothing. */
  readonly description: string;
  readonly time: TimeView;
  /** Where the session can be asked anything. */
  readonly explore: string;
  readonly verdict: VerdictView;
  readonly headline: string;
  readonly summary: readonly SentencePart[];
  readonly doubts: DoubtsView;
  readonly phases: readonly { readonly name: string; readonly verdict: VerdictView }[];
  readonly objectives: readonly ObjectiveView[];
  readonly charts: SessionCharts;
  readonly failovers: readonly FailoverView[];
  readonly notes: readonly NoteView[];
  /** Where the notes' links lead, for paper. */
  readonly footnotes: readonly string[];
  readonly configs: readonly ConfigView[];
  readonly provenance: ProvenanceView;
}
