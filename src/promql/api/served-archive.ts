import { metricFamilies, type MetricType } from "../../core/metric-type.ts";
import { isRecord } from "../../core/record.ts";
import type { Session } from "../../core/session.ts";
import type { Interval } from "../../core/time.ts";
import type { VectorSelector } from "../ast.ts";
import { compareLabels } from "../engine/label-set.ts";
import type { QueryOptions } from "../engine/options.ts";
import { type SampleStore, storeOf } from "../engine/store.ts";
import { parseQuery } from "../parse.ts";
import { selectSeries } from "../selection.ts";
import { findSelectors } from "../selectors.ts";
import type { ApiAccount } from "./served-live.ts";
import { sessionOptions } from "./session-options.ts";

/** An archived session, as the API answers for it. */
export interface ServedArchive {
  readonly kind: "archive";
  readonly id: string;
  readonly store: SampleStore;
  /** What was recorded: the archive holds nothing of other series. */
  readonly selectors: readonly VectorSelector[];
  /** The session from start to end: an instant query without a time is asked at its end. */
  readonly interval: Interval;
  /** As the recording Prometheus evaluates. */
  readonly options: QueryOptions;
  /** The type of each metric as its name tells; a histogram under its base name. */
  readonly types: ReadonlyMap<string, MetricType>;
  /** What the recording Prometheus said of itself at the end, or at the start, as it said it; its configuration is redacted. */
  readonly recorded: ApiAccount;
}

/** The archive that a session makes. */
export function servedArchiveOf(session: Session): ServedArchive {
  const { head, series, configs, prometheus: { start, end } } = session;
  const families = metricFamilies(series.map(({ labels }) => labels));
  return {
    kind: "archive",
    id: head.id,
    // In the order of Prometheus' blocks, which is that of its answers where the query asks for none.
    store: storeOf(series.toSorted((a, b) => compareLabels(a.labels, b.labels))),
    selectors: selectSeries(head.plan).selectors.flatMap((text) => findSelectors(parseQuery(text))),
    interval: { start: head.start, end: head.end ?? head.start },
    options: sessionOptions(session),
    types: new Map(Array.from(families.values(), ({ name, type }) => [name, type])),
    recorded: {
      build: dataOf(end.build) ?? dataOf(start.build) ?? { version: head.versions.prometheus ?? "3.0.0+drillbook" },
      runtime: dataOf(end.runtime) ?? dataOf(start.runtime) ?? {},
      rules: dataOf(end.rules) ?? dataOf(start.rules) ?? { groups: [] },
      targets: dataOf(end.targets) ?? dataOf(start.targets),
      config: configs.find(({ path }) => path === "prometheus/running.yml")?.text ?? "",
    },
  };
}

/** The `data` of an archived body. */
function dataOf(body: unknown): unknown {
  return isRecord(body) ? body["data"] : undefined;
}
