import type { Instant } from "../../core/time.ts";
import type { QueryOptions } from "../engine/options.ts";
import type { SampleStore } from "../engine/store.ts";

/** A Prometheus that runs, as the API answers for it: its samples, its clock, and what it says of itself now. */
export interface ServedLive {
  readonly kind: "live";
  /** What it is, in words, for whoever asks at its root. */
  readonly name: string;
  readonly store: SampleStore;
  readonly options: QueryOptions;
  /** Wall clock, ms: an instant query without a time is asked now. */
  now(): Instant;
  account(): ApiAccount;
  metadata(): ReadonlyMap<string, readonly ApiMetadata[]>;
}

/** What a Prometheus says of itself, each as the `data` of the answer. */
export interface ApiAccount {
  readonly build: unknown;
  readonly runtime: unknown;
  readonly rules: unknown;
  readonly targets?: unknown;
  /** Its configuration, YAML. */
  readonly config: string;
  readonly flags?: Readonly<Record<string, string>>;
}

/** How one target describes a metric. */
export interface ApiMetadata {
  readonly type: string;
  readonly help: string;
  readonly unit: string;
}
