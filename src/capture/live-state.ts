import type { Fact, FactOf } from "../core/fact.ts";
import { formatLabels } from "../core/labels.ts";
import type { Duration, Instant } from "../core/time.ts";
import { emptyPicture, noteChange, type SwarmPicture } from "./swarm-picture.ts";

/** A fact in words, for the last lines of the live view. */
export interface FactLine {
  readonly at: Instant;
  readonly text: string;
  /** Whether it must not be overlooked. */
  readonly grave: boolean;
}

type Ended = FactOf<"probe">["ended"][number];

/** Requests of a probe that ended within the last minute, and the instants at which the open ones were sent, as of `told`. */
export interface ProbeNow {
  readonly told: Instant;
  readonly ended: readonly Ended[];
  readonly open: readonly Instant[];
}

/** What the facts so far add up to. */
export interface LiveState {
  phase: { readonly name: string; readonly at: Instant } | undefined;
  /** Faults that are not recovered. */
  faults: { readonly label: string; readonly at: Instant }[];
  readonly swarm: SwarmPicture;
  readonly probes: Map<string, ProbeNow>;
  readonly lines: FactLine[];
}

const remembered: Duration = 60_000;
const keptLines = 60;

/** The state before any fact. */
export function emptyState(): LiveState {
  return { phase: undefined, faults: [], swarm: emptyPicture(), probes: new Map(), lines: [] };
}

/** Brings the state up to date; answers the fact in words, or `undefined` when it needs no line of its own. */
export function noteFact(state: LiveState, fact: Fact): FactLine | undefined {
  const said = describe(state, fact);
  if (said === undefined) return undefined;
  const line = { at: fact.at, text: said.text, grave: said.grave ?? false };
  state.lines.push(line);
  if (state.lines.length > keptLines) state.lines.shift();
  return line;
}

function describe(state: LiveState, fact: Fact): { text: string; grave?: boolean } | undefined {
  switch (fact.kind) {
    case "phase":
      state.phase = { name: fact.name, at: fact.at };
      return { text: `phase "${fact.name}" begins` };
    case "mark":
      return describeMark(state, fact);
    case "swarm": {
      const text = noteChange(state.swarm, fact);
      return text === undefined ? undefined : { text };
    }
    case "blind":
      return fact.blind
        ? { text: `${fact.source} does not answer: ${fact.reason ?? "no reason given"}`, grave: true }
        : { text: `${fact.source} answers again` };
    case "alert": {
      const { alertname = "without a name", ...labels } = fact.labels;
      const name = formatLabels({ ...labels, __name__: alertname });
      return { text: `alert ${name} is ${fact.state}`, grave: fact.state === "firing" };
    }
    case "probe":
      return describeBatch(state, fact);
    case "warning":
      return { text: `warning, ${fact.source}: ${fact.text}`, grave: true };
    case "recorder":
      return {
        text: { start: "recording begins", stop: "recording ends", recovered: "made whole after a crash" }[fact.event],
      };
    case "clock":
      return Math.abs(fact.offset) < 1_000
        ? undefined
        : { text: `the clock of ${fact.source} is off by ${fact.offset} ms`, grave: true };
    case "info": {
      const error = fact.value["Error"];
      return typeof error === "string" && error !== ""
        ? { text: `${fact.source} says: ${error}`, grave: true }
        : undefined;
    }
    case "event":
      return undefined;
  }
}

function describeMark(state: LiveState, { at, mark, label }: FactOf<"mark">): { text: string; grave?: boolean } {
  if (mark === "fault") state.faults.push({ label, at });
  if (mark === "recovered") state.faults = [];
  return { text: `${mark === "note" ? "mark" : mark} "${label}"`, grave: mark === "fault" };
}

function describeBatch(state: LiveState, fact: FactOf<"probe">): { text: string; grave?: boolean } | undefined {
  const before = state.probes.get(fact.probe)?.ended ?? [];
  const ended = [...before.filter(([sentAt]) => sentAt > fact.at - remembered), ...fact.ended];
  state.probes.set(fact.probe, { told: fact.at, ended, open: fact.open });
  const failed = fact.ended.filter(([, , how]) => typeof how === "string" || how >= 500);
  if (failed.length === 0) return undefined;
  const reasons = [...Map.groupBy(failed, ([, , how]) => how)].map(([how, list]) => `${list.length} × ${how}`);
  return {
    text: `probe ${fact.probe}: ${failed.length} of ${fact.ended.length} failed: ${reasons.join(", ")}`,
    grave: true,
  };
}
