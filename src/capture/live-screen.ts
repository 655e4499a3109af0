import { formatDuration, formatTimeOfDay, formatValue } from "../core/format.ts";
import type { Unit } from "../core/format.ts";
import type { Duration, Instant } from "../core/time.ts";
import { verdictWords } from "../core/verdict.ts";
import { type LiveInput } from "./live-input.ts";
import type { LiveState } from "./live-state.ts";
import { type ObjectiveNow, overdueOf } from "./objective-now.ts";
import { between, clip, fit, type Ink, type Paint } from "./screen-text.ts";
import type { SourceSight } from "./sight.ts";
import { taskName } from "./swarm-picture.ts";

/** Everything that the live view shows. */
export interface LiveView {
  readonly title: string;
  readonly id: string;
  readonly start: Instant;
  readonly now: Instant;
  readonly state: LiveState;
  readonly objectives: readonly (ObjectiveNow & { readonly unit: Unit })[];
  readonly sources: readonly SourceSight[];
  readonly offered: readonly string[];
  readonly input: LiveInput;
  /** What keeps the recorder from writing. */
  readonly trouble: string | undefined;
  /** Set while the session is being finished. */
  readonly ending: boolean;
}

interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** The lines of the live view, `size.rows` of them, each at most `size.columns` wide. */
export function renderScreen(view: LiveView, size: Size, paint: Paint): readonly string[] {
  const width = Math.max(20, size.columns);
  const head = headLines(view, width, paint);
  const foot = footLines(view, width, paint);
  const room = Math.max(0, size.rows - head.length - foot.length);
  const blocks = [objectiveLines(view, width, paint), nodeLines(view, width, paint), sourceLines(view, width, paint)];
  const used = () => blocks.reduce((sum, block) => sum + (block.length === 0 ? 0 : block.length + 1), 0);
  while (used() > Math.max(0, room - 4) && blocks.some((block) => block.length > 3)) {
    const longest = blocks.reduce((a, b) => (b.length > a.length ? b : a));
    longest.splice(longest.length - 2, 2, paint("muted", "  …"));
  }
  const body = blocks.flatMap((block) => (block.length === 0 ? [] : [...block, ""])).slice(0, room);
  const facts = factLines(view, width, room - body.length, paint);
  const filled = [...body, ...facts];
  while (filled.length < room) filled.push("");
  return [...head, ...filled, ...foot].slice(0, size.rows);
}

function headLines({ title, start, now, state, trouble, ending }: LiveView, width: number, paint: Paint): string[] {
  const what = ending ? "finishing" : "recording";
  const first = between(` ${title}`, `● ${what} ${formatDuration(wholeSeconds(now - start))} `, width);
  const { phase } = state;
  const left = phase === undefined ? " no phase yet: press p" : ` phase: ${phase.name}, ${ago(now - phase.at)}`;
  const fault = state.faults.at(-1);
  const right = fault === undefined ? "" : `▼ fault: ${clip(fault.label, 24)}, ${ago(now - fault.at)} `;
  const lines = [
    paint("strong", first),
    fault === undefined ? fit(left, width) : paint("broken", between(left, right, width)),
  ];
  if (trouble !== undefined) lines.push(paint("broken", fit(` ✕ trouble: ${trouble}`, width)));
  return [...lines, paint("muted", "─".repeat(width))];
}

function objectiveLines({ objectives }: LiveView, width: number, paint: Paint): string[] {
  return objectives.map(({ words, value, verdict, unit }) => {
    const { shape, word } = verdictWords[verdict];
    const shown = value === undefined || Number.isNaN(value) ? "— no data" : formatValue(value, unit);
    return paint(inkOf(verdict), ` ${shape} ${word.padEnd(11)} `) + between(words, ` ${shown} `, width - 15);
  });
}

function nodeLines({ state, sources }: LiveView, width: number, paint: Paint): string[] {
  const { swarm } = state;
  const managers = sources.filter(({ source }) => source !== "prometheus");
  const unseen = managers.length > 0 && managers.every(({ blind }) => blind) && swarm.nodes.size > 0;
  const caveat = unseen ? [paint("doubt", fit(" ? no manager tells the Swarm's state; last known:", width))] : [];
  const nodes = [...swarm.nodes].sort(([, a], [, b]) => (a.name < b.name ? -1 : 1)).map(([id, node]) => {
    const tasks = [...swarm.tasks.values()]
      .filter((task) => task.node === id && (task.desired === "running" || task.state === "running"))
      .map((task) => `${taskName(swarm, task)}${task.state === "running" ? "" : ` (${task.state})`}`)
      .sort();
    const up = node.state === "ready";
    const role = node.leader ? "leader" : node.role;
    const drained = node.availability === "active" ? "" : ` ${node.availability}`;
    const known = up || tasks.length === 0 ? "" : "last known: ";
    const label = fit(`${up ? "✓" : "✕"} ${node.name}`, 16) + fit(`${node.state}${drained}`, 10) + fit(role, 9);
    return labelled(paint, up ? "held" : "broken", label, known + (tasks.join(" ") || "no task"), width);
  });
  return [...caveat, ...nodes];
}

function sourceLines({ sources, state, now }: LiveView, width: number, paint: Paint): string[] {
  const engines = sources.map(({ source, blind, reason, seenAt }) => {
    const age = seenAt === undefined ? "never answered" : `answered ${inTenths(now - seenAt)} ago`;
    const label = fit(`${blind ? "✕" : "✓"} ${source}`, 16);
    const words = blind ? `blind: ${reason ?? "no answer"}; ${age}` : age;
    return labelled(paint, blind ? "broken" : "held", label, words, width);
  });
  const probes = [...state.probes].map(([name, probe]) => {
    const { told, ended, open } = probe;
    const [, latency, how] = ended.at(-1) ?? [0, 0, "no answer yet"];
    const bad = ended.filter(([, , outcome]) => typeof outcome === "string" || outcome >= 500).length;
    const overdue = overdueOf(probe, now).length;
    // What is not overdue may well be answered since the last batch.
    const seen = overdue === 0 ? told : now;
    const oldest = open.length === 0 ? "" : `, oldest ${inTenths(seen - Math.min(...open))}`;
    const ink: Ink = bad > 0 ? "broken" : overdue > 0 || ended.length === 0 ? "doubt" : "held";
    const shape = { broken: "✕", doubt: "?", held: "✓" }[ink];
    const label = fit(`${shape} probe ${name}`, 16);
    const last = typeof how === "number" ? `last ${how} in ${formatDuration(latency)}` : `last ${how}`;
    const hang = overdue === 0 ? "" : `${overdue} hang; `;
    const words = `${hang}${bad} of ${ended.length} failed in 1 min; ${open.length} unanswered${oldest}; ${last}`;
    return labelled(paint, ink, label, words, width);
  });
  return [...engines, ...probes];
}

function factLines({ state }: LiveView, width: number, room: number, paint: Paint): string[] {
  return state.lines.slice(-Math.max(0, room)).slice(0, Math.max(0, room)).map(({ at, text, grave }) => {
    const words = clip(text, width - 13);
    return ` ${paint("muted", formatTimeOfDay(at))} ${grave ? paint("doubt", words) : words}`;
  });
}

function footLines({ input, offered, ending }: LiveView, width: number, paint: Paint): string[] {
  const rule = paint("muted", "─".repeat(width));
  if (ending) {
    return [
      rule,
      fit(" finishing. Ctrl-C stops at once; the last windows of metrics are missing then", width),
    ];
  }
  const prompts = { phase: "phase", note: "mark", fault: "fault", recovered: "recovered", end: "end" } as const;
  if (input.question === "end") return [rule, fit(" end the session? y ends it, any other key goes on", width)];
  if (input.question !== undefined) {
    const offer = input.question === "phase" && offered.length > 0
      ? `  (${offered.map((name, index) => `${index + 1} ${name}`).join(", ")})`
      : "  (Enter sets it, Esc leaves it)";
    const typed = ` ${prompts[input.question]}: ${input.text}▏`;
    return [rule, fit(typed + (input.text === "" ? offer : ""), width)];
  }
  if (input.text !== "") return [rule, fit(` ${input.text}▏`, width)];
  if (input.complaint !== undefined) return [rule, paint("doubt", fit(` ${input.complaint}`, width))];
  return [rule, fit(" p phase   m mark   f fault   r recovered   e end   : words   Ctrl-C ends well", width)];
}

function labelled(paint: Paint, ink: Ink, label: string, words: string, width: number): string {
  const cut = clip(label, width - 1);
  return ` ${paint(ink, cut)}${clip(words, width - 1 - Array.from(cut).length)}`;
}

function inkOf(verdict: ObjectiveNow["verdict"]): Ink {
  return verdict === "pass" ? "held" : verdict === "fail" ? "broken" : "doubt";
}

function ago(duration: Duration): string {
  return formatDuration(wholeSeconds(duration));
}

function wholeSeconds(duration: Duration): Duration {
  return Math.max(0, Math.floor(duration / 1_000) * 1_000);
}

function inTenths(duration: Duration): string {
  return formatDuration(Math.max(0, Math.round(duration / 100) * 100));
}
