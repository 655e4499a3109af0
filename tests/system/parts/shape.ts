/** Keys whose members are named by the user and not by the provider. */
const free = new Set(["metric", "labels", "Labels"]);

/**
 * Where a JSON value has a member that the other lacks, or has it with another type: `[].Status.State: string`.
 * The members of a list are taken together; a list without members says nothing of them.
 */
export function strangePaths(value: unknown, model: unknown): string[] {
  const known = new Set(shapeOf(model, ""));
  return [...new Set(shapeOf(value, ""))].filter((shape) => !known.has(shape));
}

function shapeOf(value: unknown, path: string): string[] {
  if (Array.isArray(value)) return [`${path}: list`, ...value.flatMap((member) => shapeOf(member, `${path}[]`))];
  if (typeof value !== "object" || value === null) return [`${path}: ${value === null ? "null" : typeof value}`];
  const members = Object.entries(value).flatMap(([key, member]) =>
    free.has(key) ? [`${path}.${key}`] : shapeOf(member, `${path}.${key}`)
  );
  return [`${path}: object`, ...members];
}
