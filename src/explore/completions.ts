import { formatDuration } from "../core/format.ts";
import type { Duration } from "../core/time.ts";
import { aggregators, functions, nativeFunctions } from "../promql/functions.ts";
import { formatDurationLiteral } from "../promql/duration.ts";
import { quoteString } from "../promql/quote.ts";
import { type Catalog, scrapeIntervalOf } from "./catalog.ts";
import type { CompletionContext } from "./completion-context.ts";
import { functionWords } from "./function-words.ts";
import { signatureWords } from "./signature-words.ts";

/** Something that may be written at a place of a query. */
export interface Completion {
  readonly kind: "metric" | "function" | "aggregator" | "keyword" | "label" | "value" | "duration";
  /** What a reader chooses by. */
  readonly name: string;
  /** What is written. */
  readonly insert: string;
  /** Beside the name: a signature, a count. */
  readonly detail: string;
  /** What it means, in a line. */
  readonly words: string;
}

const most = 60;

/** What may be written at the cursor and fits what is there, best first. */
export function completionsFor(context: CompletionContext, catalog: Catalog): readonly Completion[] {
  const wanted = context.prefix.toLowerCase();
  const ranked = candidatesFor(context, catalog).flatMap((completion) => {
    const rank = rankOf(completion.name.toLowerCase(), wanted);
    return rank === undefined ? [] : [{ completion, rank }];
  });
  return ranked.sort((a, b) => a.rank - b.rank).slice(0, most).map(({ completion }) => completion);
}

/** 0 where it is the name, 1 where the name begins so, 2 where one of its parts does, 3 where it holds it. */
function rankOf(name: string, wanted: string): number | undefined {
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  const at = name.indexOf(wanted);
  if (at < 0) return undefined;
  return name.includes(`_${wanted}`) || name.includes(`:${wanted}`) ? 2 : 3;
}

function candidatesFor({ expected, quote }: CompletionContext, catalog: Catalog): readonly Completion[] {
  switch (expected.kind) {
    case "operand":
      return [
        ...catalog.map(metricCompletion),
        ...Array.from(aggregators.keys(), (name) => called("aggregator", name)),
        ...Array.from(functions.keys()).filter((name) => !nativeFunctions.has(name)).map((name) =>
          called("function", name)
        ),
        ...(expected.after === "operator" ? ["bool", "on", "ignoring", "group_left", "group_right"].map(keyword) : []),
      ];
    case "operator":
      return (expected.after === "aggregator"
        ? ["by", "without"]
        : ["by", "without", "and", "or", "unless", "offset", "atan2"]).map(keyword);
    case "label":
      return labelNames(catalog, expected.metric).map((name) => labelCompletion(name, expected, catalog));
    case "value":
      return labelValues(catalog, expected.metric, expected.label).map((value) => valueCompletion(value, quote));
    case "duration":
      return durations(scrapeIntervalOf(expected.words, catalog));
    case "instant":
      return ["start()", "end()"].map((name) => plain("keyword", name, "", `the ${name.slice(0, -2)} of the range`));
    case "nothing":
      return [];
  }
}

function plain(kind: Completion["kind"], name: string, detail: string, words: string, insert = name): Completion {
  return { kind, name, insert, detail, words };
}

function metricCompletion({ name, series, kind }: Catalog[number]): Completion {
  return plain("metric", name, series === 1 ? "1 series" : `${series} series`, kind);
}

function called(kind: "function" | "aggregator", name: string): Completion {
  return plain(kind, name, signatureWords(name), functionWords[name] ?? "", `${name}(`);
}

function keyword(name: string): Completion {
  const insert = /^(by|without|on|ignoring)$/.test(name) ? `${name} (` : `${name} `;
  return plain("keyword", name, "", functionWords[name] ?? "", insert);
}

/** The metrics in question: the one that is named, or all where none is or none has the name. */
function metricsOf(catalog: Catalog, metric: string | undefined): Catalog {
  const own = catalog.filter(({ name }) => name === metric);
  return own.length > 0 ? own : catalog;
}

function labelNames(catalog: Catalog, metric: string | undefined): readonly string[] {
  return Array.from(new Set(metricsOf(catalog, metric).flatMap(({ labels }) => Object.keys(labels)))).sort();
}

function labelValues(catalog: Catalog, metric: string | undefined, label: string): readonly string[] {
  if (label === "__name__") return catalog.map(({ name }) => name);
  return Array.from(
    new Set(
      metricsOf(catalog, metric).flatMap(({ labels }) => Object.hasOwn(labels, label) ? labels[label] ?? [] : []),
    ),
  );
}

function labelCompletion(
  name: string,
  { metric, grouping }: { readonly metric: string | undefined; readonly grouping: boolean },
  catalog: Catalog,
): Completion {
  const values = labelValues(catalog, metric, name);
  const words = values.slice(0, 4).join(", ") + (values.length > 4 ? ", …" : "");
  const detail = values.length === 1 ? "1 value" : `${values.length} values`;
  return plain("label", name, detail, words, grouping ? name : `${name}=`);
}

function valueCompletion(value: string, quote: string): Completion {
  const quoted = quoteString(value);
  const inner = quote === "`"
    ? value
    : quote === "'"
    ? quoted.slice(1, -1).replaceAll("'", "\\'")
    : quoted.slice(1, -1);
  return plain("value", value, "", "", quote === "" ? quoted : inner);
}

/** Windows that people use, none shorter than four scrapes, of which one is the shortest. */
function durations(scrapeInterval: Duration | undefined): readonly Completion[] {
  const shortest = scrapeInterval === undefined ? 0 : Math.ceil(4 * scrapeInterval / 1_000) * 1_000;
  const usual = [15, 30, 60, 120, 300, 600, 900, 1_800, 3_600].map((seconds) => seconds * 1_000);
  const wanted = [...(shortest === 0 ? [] : [shortest]), ...usual.filter((duration) => duration > shortest)];
  return wanted.map((duration) =>
    plain(
      "duration",
      formatDurationLiteral(duration),
      "",
      duration === shortest
        ? `four scrapes, one each ${formatDuration(scrapeInterval ?? 0)}: the shortest that is safe`
        : "",
    )
  );
}
