import type { Failover, Step, StepKind, TaskMove } from "../analysis/report.ts";
import { formatOffset } from "../core/format.ts";
import type { Duration } from "../core/time.ts";

/** How a bar is drawn: what the users felt, a part that was away, work under way, a warning given. */
export type BarLook = "broken" | "away" | "under way" | "pending" | "firing";

/** A stretch of a row; `to` is `undefined` when its end was not seen before the next fault or the session's end. */
export interface Bar {
  readonly from: Duration;
  readonly to: Duration | undefined;
  readonly look: BarLook;
  /** The beginning was at most this long before `from`. */
  readonly resolution: Duration;
}

/** One thing that the fault changed: for how long, and in words when. */
export interface WaterfallRow {
  readonly name: string;
  readonly bars: readonly Bar[];
  /** Instants without a length. */
  readonly points: readonly Duration[];
  /** `+13.2 s to +78.6 s`. */
  readonly when: string;
  /** The same where there is little room: `2 times from +4.9 s`. */
  readonly brief: string;
}

interface Family {
  readonly opens: readonly StepKind[];
  readonly closes: readonly StepKind[];
  readonly look: BarLook;
  readonly subject: (step: Step) => string;
  readonly name: (subject: string) => string;
}

const wordsBefore = (ending: RegExp) => (step: Step): string => step.words.replace(ending, "");

const families: readonly Family[] = [
  {
    opens: ["probe failed first"],
    closes: ["probe good again"],
    look: "broken",
    subject: ({ source }) => source.replace(/^probe /, ""),
    name: (subject) => `${subject}: requests lost`,
  },
  {
    opens: ["node down"],
    closes: ["node ready"],
    look: "away",
    subject: wordsBefore(/ is (down|ready)$/),
    name: (subject) => `Swarm: ${subject} down`,
  },
  {
    opens: ["leader lost"],
    closes: ["leader elected"],
    look: "broken",
    subject: () => "",
    name: () => "no leader",
  },
  {
    opens: ["objective broken"],
    closes: ["objective held again"],
    look: "broken",
    subject: wordsBefore(/ (is broken|holds again)$/),
    name: (subject) => `${subject} broken`,
  },
  {
    opens: ["alert pending", "alert firing"],
    closes: ["alert resolved"],
    look: "pending",
    subject: ({ words }) => words.replace(/^alert /, "").replace(/ (is pending|fires|is resolved)$/, ""),
    name: (subject) => `alert ${subject}`,
  },
];

/** The steps of a failover as stretches of the things that it changed, in the order in which they began. */
export function waterfallRows({ fault, recovered, interval, steps, moves }: Failover): WaterfallRow[] {
  const back = recovered !== undefined && recovered.at <= interval.end ? recovered.at - fault.at : undefined;
  const injected: WaterfallRow = rowOf(fault.label, [{ from: 0, to: back, look: "away", resolution: 0 }], []);
  const told = families.flatMap((family) => familyRows(family, steps));
  return [injected, ...[...told, ...moveRows(moves, fault.at, steps)].sort((a, b) => startOf(a) - startOf(b))];
}

function familyRows(family: Family, steps: readonly Step[]): WaterfallRow[] {
  const own = steps.filter(({ kind }) => family.opens.includes(kind) || family.closes.includes(kind));
  return Array.from(Map.groupBy(own, family.subject), ([subject, group]): WaterfallRow => {
    const bars = barsOf(family, group);
    const loose = group.filter(({ kind, offset }) =>
      family.closes.includes(kind) && !bars.some(({ to }) => to === offset)
    );
    const onlyLoose = bars.length === 0 && loose.length > 0;
    const name = onlyLoose ? (loose[0]?.words ?? subject) : family.name(subject);
    return rowOf(name, bars, loose.map(({ offset }) => offset));
  });
}

function barsOf({ opens, closes, look }: Family, group: readonly Step[]): Bar[] {
  const bars: Bar[] = [];
  let open: { step: Step; look: BarLook } | undefined;
  const close = (to: Duration | undefined) => {
    if (open !== undefined) {
      bars.push({ from: open.step.offset, to, look: open.look, resolution: open.step.resolution });
    }
    open = undefined;
  };
  for (const step of group) {
    if (closes.includes(step.kind)) close(step.offset);
    if (!opens.includes(step.kind)) continue;
    // A pending alert that fires goes on in another look; what opens twice goes on.
    if (step.kind === "alert firing") close(step.offset);
    open ??= { step, look: step.kind === "alert firing" ? "firing" : look };
  }
  close(undefined);
  return bars;
}

/** Replacements that were wanted and ran at the same instants on the same node share a row. */
function moveRows(moves: readonly TaskMove[], faultAt: number, steps: readonly Step[]): WaterfallRow[] {
  const resolution = steps.find(({ kind }) => kind === "replacement desired")?.resolution ?? 0;
  const alike = Map.groupBy(
    moves,
    ({ service, from, to, desiredAt, runningAt }) => JSON.stringify([service, from === to, to, desiredAt, runningAt]),
  );
  return Array.from(alike.values()).flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const { service, from, to, desiredAt, runningAt } = first;
    const slots = own.map(({ slot }) => `.${slot}`).join(", ");
    const name = `${service}${slots} ${from === to ? "on" : "to"} ${to}`;
    const end = runningAt === undefined ? undefined : runningAt - faultAt;
    return [rowOf(name, [{ from: desiredAt - faultAt, to: end, look: "under way", resolution }], [])];
  });
}

function rowOf(name: string, bars: readonly Bar[], points: readonly Duration[]): WaterfallRow {
  const stretches = bars.filter((bar, index) => bar.look !== "firing" || bars[index - 1]?.look !== "pending");
  const words = [
    ...stretches.map((bar) => {
      const next = bars[bars.indexOf(bar) + 1];
      const end = bar.look === "pending" && next?.look === "firing" ? next.to : bar.to;
      return {
        at: bar.from,
        text: `${formatOffset(bar.from)} ${end === undefined ? "on" : `to ${formatOffset(end)}`}`,
      };
    }),
    ...points.map((at) => ({ at, text: formatOffset(at) })),
  ].sort((a, b) => a.at - b.at);
  const [first] = words;
  const when = words.map(({ text }) => text).join(", ");
  const brief = words.length < 2 || first === undefined ? when : `${words.length} times from ${formatOffset(first.at)}`;
  return { name, bars, points, when, brief };
}

function startOf({ bars, points }: WaterfallRow): Duration {
  return Math.min(...bars.map(({ from }) => from), ...points);
}
