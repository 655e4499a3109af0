import { aggregators, functions, type ValueType } from "../promql/functions.ts";

const typeWords: Readonly<Record<ValueType, string>> = {
  scalar: "number",
  vector: "series",
  matrix: "series[window]",
  string: "text",
};

/** How a function or an aggregator is called: `rate(series[window])`, `round(series, number?)`; "" for what is neither. */
export function signatureWords(name: string): string {
  const signature = functions.get(name);
  if (signature !== undefined) {
    const { args, optional, variadic } = signature;
    const words = args.map((type, index) => `${typeWords[type]}${index >= args.length - optional ? "?" : ""}`);
    return `${name}(${[...words, ...(variadic ? ["…"] : [])].join(", ")})`;
  }
  if (!aggregators.has(name)) return "";
  const parameter = aggregators.get(name);
  return `${name}(${parameter === undefined ? "" : `${typeWords[parameter]}, `}series)`;
}
