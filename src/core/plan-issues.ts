import type { z } from "zod";
import { nearestWords } from "./plan-nearest.ts";
import { homesOf, placeAt } from "./plan-place.ts";
import { isRecord } from "./record.ts";

/** One mistake in a plan, for people. */
export interface PlanIssue {
  readonly path: readonly PropertyKey[];
  /** The path ends in a key that should not be there, or in a value that is wrong. */
  readonly about: "key" | "value";
  readonly words: string;
  /** Where in the text of the value, when that is known. */
  readonly offset?: number;
}

/**
 * The mistakes that a parse of `written` by `planSource` found, in plain words; never quotes what may be a secret.
 * `whole` says what it must be, where that is not a plan but a part of one.
 */
export function planIssues(
  error: z.ZodError,
  written: unknown,
  whole = "A plan must be a map that begins with title: and sources:",
): PlanIssue[] {
  return error.issues.flatMap((issue): PlanIssue[] => {
    const { path } = issue;
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({
        path: [...path, key],
        about: "key",
        words: wordsOfUnknown(key, path, written),
      }));
    }
    const offset: unknown = issue.code === "custom" ? issue.params?.offset : undefined;
    const words = wordsOfValue(issue, valueAt(written, path), written, whole);
    return [{ path, about: "value", words, ...typeof offset === "number" ? { offset } : {} }];
  });
}

function wordsOfUnknown(key: string, path: readonly PropertyKey[], written: unknown): string {
  const place = valueAt(written, path);
  const free = placeAt(path).keys.filter((known) => !isRecord(place) || !(known in place));
  const unknown = `Nothing is called "${key}" here`;
  const near = nearestWords(key, free).slice(0, 2);
  if (near.length > 0) return `${unknown}; did you mean ${near.map((word) => `"${word}"`).join(" or ")}?`;
  const homes = homesOf(key);
  const [home] = homes;
  if (home === undefined || homes.length > 1) return unknown;
  return `${unknown}; it belongs ${home === "" ? "to the plan itself" : `into "${home}"`}`;
}

const absences = new Set(["invalid_type", "invalid_union", "invalid_value"]);

function wordsOfValue(
  issue: z.core.$ZodIssue,
  value: unknown,
  written: unknown,
  whole: string,
): string {
  const { path, message } = issue;
  const key = String(path.findLast((step) => typeof step !== "number") ?? "");
  const inList = typeof path.at(-1) === "number";
  if (path.length > 0 && value === undefined && absences.has(issue.code)) {
    const example = examples[key];
    if (message.startsWith("Expected")) return `Missing: ${message.charAt(0).toLowerCase()}${message.slice(1)}`;
    return example === undefined || inList ? "Missing" : `Missing: write ${key}: ${example}`;
  }
  if (issue.code === "invalid_type" && (issue.expected === "object" || issue.expected === "record")) {
    if (path.length === 0) return whole;
    if (placeAt(path).secret) return secretWords;
    return `${empty(value)}Must be a map${inList ? itemExample(key) : exampleOf(key)}`;
  }
  if (issue.code === "invalid_type" && issue.expected === "array") {
    return `${empty(value)}Must be a list${exampleOf(key)}`;
  }
  if (issue.code === "invalid_value") return wordsOfChoice(path, issue.values.map(String), value, written);
  if (message === "Expected some text") {
    if (typeof value === "number" || typeof value === "boolean") return `Expected text: write "${value}" in quotes`;
    return value === null ? "Is empty: expected some text" : message;
  }
  return message;
}

const secretWords = "A secret must not stand in a plan: write { env: NAME }, and set the environment variable NAME";

function empty(value: unknown): string {
  return value === null ? "Is empty: leave it out, or fill it in. " : "";
}

function wordsOfChoice(
  path: readonly PropertyKey[],
  choices: readonly string[],
  value: unknown,
  written: unknown,
): string {
  if (path.join(".") === "preset.by") {
    const version = valueAt(written, ["preset", "traefik"]);
    const judged = version === 1 ? ["entrypoint", "backend"] : ["entrypoint", "service"];
    if (version === 1 || version === 2 || version === 3) {
      return `Expected "${judged.join('" or "')}" for Traefik ${version}`;
    }
  }
  const [near] = typeof value === "string" ? nearestWords(value, choices) : [];
  const list = choices.map((choice) => `"${choice}"`).join(", ");
  return `Expected one of ${list}${near === undefined ? "" : `; did you mean "${near}"?`}`;
}

/** What may be written where a list or a map is due, by key. */
const examples: Readonly<Record<string, string>> = {
  sources: "{ prometheus: { url: http://127.0.0.1:9090 } }",
  prometheus: "{ url: http://127.0.0.1:9090 }",
  basic: "{ username: { env: NAME }, password: { env: NAME } }",
  headers: "{ X-Scope-OrgID: { env: NAME } }",
  docker: "[{ name: manager, host: unix:///var/run/docker.sock }]",
  probes: "[{ name: site, url: http://127.0.0.1/ }]",
  good: "{ status: 200-399 }",
  swarm: "{ every: 1s }",
  preset: "{ traefik: 3, responseTime: 200ms, errorRate: 1% }",
  objectives: "[{ title: Answers, probe: site, threshold: 99% }]",
  panels: "[{ title: Targets up, query: up }]",
  configs: "[content/stacks/*.yml]",
  phases: "[baseline, one worker]",
};

function exampleOf(key: string): string {
  const example = examples[key];
  return example === undefined ? "" : `: ${example}`;
}

function itemExample(key: string): string {
  const example = examples[key];
  return example === undefined ? "" : `: ${example.replace(/^\[|\]$/g, "")}`;
}

function valueAt(written: unknown, path: readonly PropertyKey[]): unknown {
  let value = written;
  for (const step of path) {
    if (Array.isArray(value) && typeof step === "number") value = value[step];
    else if (isRecord(value) && Object.hasOwn(value, step)) value = value[String(step)];
    else return undefined;
  }
  return value;
}
