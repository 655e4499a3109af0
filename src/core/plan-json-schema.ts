import { z } from "zod";
import { planForm } from "./plan-form.ts";

/** The JSON Schema of a written plan, by which editors complete and check it; ends with a newline. */
export function planJsonSchema(): string {
  const schema = z.toJSONSchema(planForm, { io: "input", reused: "ref" });
  return `${JSON.stringify({ title: "Drillbook plan", ...schema }, null, 2)}\n`;
}
