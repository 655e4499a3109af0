/** What an expression yields. */
export type ValueType = "scalar" | "vector" | "matrix" | "string";

/** The arguments and the result of a function; `optional` counts arguments at the end that may be left out. */
export interface Signature {
  readonly args: readonly ValueType[];
  readonly optional: number;
  /** The last argument may be repeated. */
  readonly variadic: boolean;
  readonly result: ValueType;
}

const letters: Readonly<Record<string, ValueType>> = { s: "scalar", v: "vector", m: "matrix", t: "string" };

/** `ms?`: a range vector, perhaps a scalar; a trailing `*` repeats the last; `=s` yields a scalar, not a vector. */
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
  "vts*": "histogram_quantiles",
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

function parseSignature(form: string): Signature {
  const [args = "", result = "v"] = form.split("=");
  return {
    args: [...args].flatMap((letter) => letters[letter] ?? []),
    optional: args.endsWith("?") || args.endsWith("*") ? 1 : 0,
    variadic: args.endsWith("*"),
    result: letters[result] ?? "vector",
  };
}

/** Aggregators by whether they take a parameter, and of which type. */
export const aggregators: ReadonlyMap<string, ValueType | undefined> = new Map([
  ...["sum", "avg", "count", "min", "max", "group", "stddev", "stdvar"].map((name) => [name, undefined] as const),
  ...["topk", "bottomk", "quantile", "limitk", "limit_ratio"].map((name) => [name, "scalar"] as const),
  ["count_values", "string"] as const,
]);

/** Words of the language that may stand before a parenthesis without being a function. */
export const keywords: ReadonlySet<string> = new Set(
  ("by without on ignoring group_left group_right bool offset and or unless atan2 fill fill_left fill_right " +
    "anchored smoothed start end step range min_of max_of inf nan").split(" "),
);
