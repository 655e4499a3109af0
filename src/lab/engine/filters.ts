import { isRecord } from "../../core/record.ts";
import { EngineRefusal } from "./refusal.ts";

/** What a list is cut down to: for each name any of its values must fit. */
export type Filters = ReadonlyMap<string, readonly string[]>;

/** Whether an object fits one value of a filter, by the filter's name. */
export type FilterTests<Value> = Readonly<Record<string, (value: Value, wanted: string) => boolean>>;

/** Reads `{"name":["a"]}` or `{"name":{"a":true}}`. Throws `EngineRefusal` when it is neither. */
export function readFilters(text: string | null): Filters {
  if (text === null || text === "") return new Map();
  const value = parse(text);
  if (!isRecord(value)) throw new EngineRefusal(500, "invalid filter");
  return new Map(
    Object.entries(value).map(([name, wanted]) => {
      if (Array.isArray(wanted)) return [name, wanted.map(String)];
      if (isRecord(wanted)) return [name, Object.keys(wanted).filter((key) => wanted[key] === true)];
      throw new EngineRefusal(500, "invalid filter");
    }),
  );
}

/** The values that fit every filter. Throws `EngineRefusal` where a filter has no test. */
export function filterValues<Value>(
  values: readonly Value[],
  filters: Filters,
  tests: FilterTests<Value>,
): readonly Value[] {
  return [...filters].reduce((left, [name, wanted]) => {
    const fits = Object.hasOwn(tests, name) ? tests[name] : undefined;
    if (fits === undefined) throw new EngineRefusal(400, `Invalid filter '${name}'`);
    return wanted.length === 0 ? left : left.filter((value) => wanted.some((text) => fits(value, text)));
  }, values);
}

/** Whether labels have the wanted one: `name`, or `name=value`. */
export function hasLabel(labels: Readonly<Record<string, string>>, wanted: string): boolean {
  const [name = "", ...value] = wanted.split("=");
  return Object.hasOwn(labels, name) && (value.length === 0 || labels[name] === value.join("="));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new EngineRefusal(500, "unexpected end of JSON input");
  }
}
