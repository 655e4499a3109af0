import type { Interval } from "../core/time.ts";

/** How a stretch of a lane is drawn: filled when it is sure, hatched when it is under way or only the last known. */
export type LaneLook = "solid" | "starting" | "last known" | "block" | "outline" | "hatched" | "end";

/** A stretch of a lane. */
export interface Stretch {
  readonly interval: Interval;
  readonly look: LaneLook;
  /** Name of a CSS variable without its dashes. */
  readonly colour: string;
  /** Upright stripes over the fill: a node after the fourth. */
  readonly striped: boolean;
  /** What it says, the longest first; the first that has room is written. */
  readonly words: readonly string[];
  /** For the table. */
  readonly state: string;
}

/** A lane of the chart, and the group that it belongs to. */
export interface LaneRow {
  readonly group: string;
  readonly name: string;
  readonly stretches: readonly Stretch[];
}

/** The paint of a node by its name. */
export type Paint = (node: string | undefined) => { colour: string; striped: boolean };

/** A node's colour by its place in the list: four hues, then the same hues striped. */
export function nodePaint(nodes: readonly string[]): Paint {
  return (node) => {
    const index = node === undefined ? -1 : nodes.indexOf(node);
    return index < 0 ? { colour: "muted", striped: false } : { colour: `node-${(index % 4) + 1}`, striped: index >= 4 };
  };
}
