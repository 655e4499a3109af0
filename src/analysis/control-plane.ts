import type { FactOf } from "../core/fact.ts";
import type { Interval } from "../core/time.ts";
import { blindIntervals, isDocker } from "./blind.ts";
import type { BlindReport } from "./report.ts";
import { intersectAll, unionOf } from "./spans.ts";

/** The stretches in which a Docker source could not speak for the Swarm: it was blind, or its engine was a worker. */
export function muteIntervals(
  name: string,
  blinds: readonly BlindReport[],
  infos: readonly FactOf<"info">[],
  session: Interval,
): Interval[] {
  const own = infos.filter(({ source }) => isDocker(source, name));
  const asWorker = own.flatMap(({ at, value }, index) =>
    value.ControlAvailable === false ? [{ start: at, end: own[index + 1]?.at ?? session.end }] : []
  );
  return unionOf([...blindIntervals(blinds, (source) => isDocker(source, name)), ...asWorker]);
}

/** The stretches in which no source could speak for the Swarm: what is known of it then is the last known. */
export function unseenIntervals(
  names: readonly string[],
  blinds: readonly BlindReport[],
  infos: readonly FactOf<"info">[],
  session: Interval,
): Interval[] {
  return intersectAll(names.map((name) => muteIntervals(name, blinds, infos, session)));
}
