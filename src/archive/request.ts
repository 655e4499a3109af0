import { z } from "zod";
import { instant } from "../core/instant.ts";

/** What another shell asks of a recorder: to begin a phase, to set a mark, or to end well. `at` is when it was asked, ms. */
export const request = z.discriminatedUnion("kind", [
  z.strictObject({ at: instant, kind: z.literal("phase"), name: z.string().min(1).max(500) }),
  z.strictObject({
    at: instant,
    kind: z.literal("mark"),
    mark: z.enum(["note", "fault", "recovered"]),
    label: z.string().min(1).max(500),
  }),
  z.strictObject({ at: instant, kind: z.literal("stop") }),
]);

export type Request = z.infer<typeof request>;
