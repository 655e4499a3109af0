import type { Lane, Span, SwarmReport } from "../analysis/report.ts";
import { type LaneRow, nodePaint, type Paint, type Stretch } from "./lane-row.ts";

/** Lanes of service slots, coloured by node. */
export function slotRows({ slotLanes, nodes }: SwarmReport): LaneRow[] {
  const paint = nodePaint(nodes);
  return slotLanes.map(({ name, spans }) => ({
    group: "Tasks",
    name,
    stretches: spans.map((span) => taskStretch(span, paint)),
  }));
}

const starting = new Set(["new", "allocated", "pending", "assigned", "accepted", "ready", "preparing", "starting"]);

function taskStretch({ interval, state, node, lastKnown }: Span, paint: Paint): Stretch {
  const place = node ?? "nowhere yet";
  const known = lastKnown ? " ?" : "";
  const look = lastKnown ? "last known" : state === "running" ? "solid" : starting.has(state) ? "starting" : "end";
  const words = look === "solid"
    ? [place]
    : look === "last known"
    ? [`${place}, last known`, `${place}${known}`, "?"]
    : [`${state} on ${place}`, state];
  return {
    interval,
    look,
    ...paint(node),
    words,
    state: `${state}${node === undefined ? "" : ` on ${node}`}${lastKnown ? ", last known" : ""}`,
  };
}

/** Lanes of nodes: ready, down, drained. */
export function nodeRows({ nodeLanes, nodes }: SwarmReport): LaneRow[] {
  const paint = nodePaint(nodes);
  return nodeLanes.map((lane) => ({
    group: "Nodes",
    name: lane.name,
    stretches: lane.spans.map((span) => nodeStretch(span, lane, paint)),
  }));
}

function nodeStretch({ interval, state, lastKnown }: Span, { name }: Lane, paint: Paint): Stretch {
  const ready = /^ready\b/.test(state);
  const down = /\bdown\b|disconnected/.test(state);
  const look = lastKnown ? "last known" : ready ? "solid" : down ? "block" : "hatched";
  const plain = lastKnown ? `${state}, last known` : down ? `✕ ${state}` : state;
  const colours = down && !lastKnown ? { colour: "broken", striped: false } : paint(name);
  return { interval, look, ...colours, words: lastKnown ? [plain, `${state} ?`, "?"] : [plain, state], state: plain };
}
