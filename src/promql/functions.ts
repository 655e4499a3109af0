/** What an expression yields. */
export type ValueType = "scalar" | "vector" | "matrix" | "string";

/** The arguments and the result of a function; `optional` counts arguments at the end that may be left out. */
export interface Signature {
  readonly args: readonly ValueType[];
  readonly optional: number;
  /** The last argument may be repeated. */
  readonly variadic: boolean;
  /** How many arguments there may be; `Infinity` for as many as one likes. */
  readonly most: number;
  readonly result: ValueType;
}

const letters: Readonly<Record<string, ValueType>> = { s: "scalar", v: "vector", m: "matrix", t: "string" };

/**
 * `ms?`: a range vector, perhaps a scalar; a trailing `*` lets the last stand as often as one likes, not at all too, and
 * `*9` up to nine times; `=s` yields a scalar, not a vector.
 */
const table: Readonly<Record<string, string>> = {
  "m": "absent_over_time avg_over_time changes count_over_time delta deriv first_over_time idelta increase irate " +
    "last_over_time mad_over_time max_over_time min_over_time present_over_time rate resets stddev_over_time " +
    "stdvar_over_time sum_over_time ts_of_first_over_time ts_of_last_over_time ts_of_max_over_time ts_of_min_over_time",
  "v": "abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor histogram_avg histogram_count " +
    "histogram_stddev histogram_stdvar histogram_sum ln log10 log2 rad sgn sin sinh sort sort_desc sqrt " +
    "start_timestamp tan tanh timestamp",
  "v?": "day_of_month day_of_week day_of_year days_in_month hour minute month year",
  "vss": "clamp",
  "vs": "clamp_max clamp_min",
  "mss": "double_exponential_smoothing",
  "ssv": "histogram_fraction",
  "sv": "histogram_quantile",
  "vtss*9": "histogram_quantiles",
  "vv?": "info",
  "vttt*": "label_join",
  "vtttt": "label_replace",
  "ms": "predict_linear",
  "sm": "quantile_over_time",
  "vs?": "round",
  "v=s": "scalar",
  "vt*": "sort_by_label sort_by_label_desc",
  "s": "vector",
  "=s": "pi time start end step range",
  "ss=s": "min_of max_of",
};

/** Every function that Prometheus 3 knows, experimental ones included. */
export const functions: ReadonlyMap<string, Signature> = new Map(
  Object.entries(table).flatMap(([form, names]) => {
    const signature = parseSignature(form);
    return names.split(" ").map((name) => [name, signature] as const);
  }),
);

/** Names that functions had before Prometheus 3, with those that they have now. Prometheus 3 does not know them any more. */
export const olderNames: ReadonlyMap<string, string> = new Map([["holt_winters", "double_exponential_smoothing"]]);

/** The signature of a function by its name of today or by an older one; `undefined` when there is none. */
export function findSignature(name: string): Signature | undefined {
  return functions.get(olderNames.get(name) ?? name);
}

function parseSignature(form: string): Signature {
  const [, types = "", mark, times, result = "v"] = /^([svmt]*)([?*]?)(\d*)=?(s?)$/.exec(form) ?? [];
  const args = [...types].flatMap((letter) => letters[letter] ?? []);
  const optional = mark === "" ? 0 : 1;
  return {
    args,
    optional,
    variadic: mark === "*",
    most: mark !== "*" ? args.length : times === "" ? Infinity : args.length - 1 + Number(times),
    result: letters[result] ?? "vector",
  };
}

/** Functions that see native histograms only; of numbers they make nothing. */
export const nativeFunctions: ReadonlySet<string> = new Set(
  "histogram_avg histogram_count histogram_stddev histogram_stdvar histogram_sum".split(" "),
);

/** Aggregators by whether they take a parameter, and of which type. */
export const aggregators: ReadonlyMap<string, ValueType | undefined> = new Map([
  ...["sum", "avg", "count", "min", "max", "group", "stddev", "stdvar"].map((name) => [name, undefined] as const),
  ...["topk", "bottomk", "quantile", "limitk", "limit_ratio"].map((name) => [name, "scalar"] as const),
  ["count_values", "string"] as const,
]);
