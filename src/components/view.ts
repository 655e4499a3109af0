import type { Verdict } from "../core/verdict.ts";

/** A verdict as every page shows it: word, shape and (by `kind`) colour. */
export interface VerdictView {
  readonly kind: Verdict;
  readonly shape: string;
  readonly word: string;
}

/** An instant: `iso` for machines and the hover, `text` for reading (UTC). */
export interface TimeView {
  readonly iso: string;
  readonly text: string;
}

/** A piece of a query and what it is, for its colour. */
export interface Token {
  readonly text: string;
  readonly kind: string;
}

/** One line of a list of terms. */
export interface Term {
  readonly term: string;
  readonly text: string;
}

/** A word that leads somewhere. */
export interface LinkView {
  readonly text: string;
  readonly href: string;
}

/** What a figure opens to. */
export interface EvidenceView {
  /** Why the verdict is what it is; for `inconclusive`, what was missing. */
  readonly because: string;
  readonly terms: readonly Term[];
  readonly query: readonly Token[];
  /** Where the query can be asked anew over the judged interval; "" when there is none. */
  readonly explore: string;
  /** Where what was asked for the figures beside it can be asked anew. */
  readonly asked: readonly LinkView[];
}

/** A figure of the objective table. */
export interface CellView {
  readonly phase: string;
  readonly verdict: VerdictView;
  /** With its unit; an em dash where there is none. */
  readonly figure: string;
  /** What the figure alone would hide: "no data", "for 42 s", "cannot tell"; "" when nothing. */
  readonly note: string;
  readonly evidence: EvidenceView;
}

/** An objective: a row of the table. */
export interface ObjectiveView {
  readonly id: string;
  readonly title: string;
  readonly words: string;
  readonly phases: readonly CellView[];
  readonly overall: CellView;
  readonly doubts: readonly string[];
}

/** A table with a head; the first column names its row. */
export interface TableView {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** One drawing of a chart, for one width of column. */
export interface DrawingView {
  readonly svg: string;
  /** What the hover reads, as JSON; "" where there is nothing to point at. */
  readonly readout: string;
}

/** A query that a chart rests on, for reading. */
export interface AskedView {
  readonly query: readonly Token[];
  /** What it computes; "" when it cannot be read. */
  readonly explanation: string;
  /** What makes its answer mislead. */
  readonly warnings: readonly string[];
  /** Where it can be asked anew; "" when there is no such page. */
  readonly explore: string;
}

/** A line of a chart beside the one that is judged, and what was asked for it. */
export interface BesideView extends AskedView {
  readonly name: string;
}

/** A chart with what it takes to question it. */
export interface FigureView {
  readonly id: string;
  readonly title: string;
  /** What it shows, in a sentence. */
  readonly words: string;
  readonly wide: DrawingView;
  /** For tablets and paper. */
  readonly medium: DrawingView;
  readonly narrow: DrawingView;
  /** What was asked for it; `undefined` for what the recorder saw itself. */
  readonly asked: AskedView | undefined;
  readonly besides: readonly BesideView[];
  readonly remarks: readonly string[];
  readonly table: TableView;
}

/** A step of a failover. */
export interface StepView {
  readonly words: string;
  readonly time: TimeView;
  readonly offset: string;
  readonly source: string;
}

/** A measured figure of a failover with the words that say what it is. */
export interface MeasureView {
  readonly term: string;
  readonly figure: string;
  readonly words: string;
  /** Where on the page its evidence is. */
  readonly href: string;
}

/** The story of one fault. */
export interface FailoverView {
  readonly id: string;
  readonly label: string;
  readonly time: TimeView;
  readonly measures: readonly MeasureView[];
  readonly story: readonly { readonly time: TimeView; readonly offset: string; readonly text: string }[];
  readonly steps: readonly StepView[];
  readonly moves: TableView;
  readonly waterfall: FigureView;
}

/** A configuration file of the session. */
export interface ConfigView {
  readonly id: string;
  readonly path: string;
  readonly language: string;
  readonly text: string;
  readonly lines: string;
  readonly redactions: readonly string[];
}

/** A file of the archive that a reader can take away. */
export interface DownloadView {
  readonly path: string;
  /** "" when the manifest names a file that is not there. */
  readonly href: string;
  readonly size: string;
  readonly sha256: string;
}

/** What the check of the archive found. */
export interface VerificationView {
  readonly status: VerdictView;
  readonly problems: readonly string[];
  /** Not damage: notes edited or added after recording. */
  readonly remarks: readonly string[];
  /** A sentence to stand near the verdict; "" when the archive is whole. */
  readonly damage: string;
}

/** A piece of a sentence; with `href` it is a figure that leads to its evidence. */
export interface SentencePart {
  readonly text: string;
  readonly href: string | undefined;
}

/** A captured answer of Prometheus that is not had again from the archived samples, and why. */
export interface AnswerTruthView {
  readonly query: readonly Token[];
  readonly words: string;
}

/** Whether Prometheus' captured answers are had again from the archived samples. */
export interface TruthView {
  /** "7 of 7 of Prometheus' answers are reproduced from the archived samples". */
  readonly status: VerdictView;
  /** By which rules they were evaluated. */
  readonly words: string;
  /** Those that are not, shown at once. */
  readonly unlike: readonly AnswerTruthView[];
  /** Those that are, behind a disclosure. */
  readonly alike: readonly AnswerTruthView[];
}

/** What stands behind the page: who recorded it, with what, and how much was seen. */
export interface ProvenanceView {
  readonly verification: VerificationView;
  /** `undefined` when no answer was captured. */
  readonly truth: TruthView | undefined;
  readonly terms: readonly Term[];
  readonly coverage: TableView;
  readonly blinds: TableView;
  readonly clocks: TableView;
  readonly redactions: TableView;
  readonly downloads: readonly DownloadView[];
}
