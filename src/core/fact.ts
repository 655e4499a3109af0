import { z } from "zod";
import { instant } from "./instant.ts";

const at = instant;
const open = z.looseObject({});

/**
 * One line of a session's journal: what the recorder learnt, stamped with its own clock (`at`, ms since the epoch).
 * The provider's words are kept verbatim (after redaction) in `value`, `event` and `reason`.
 */
export const fact = z.discriminatedUnion("kind", [
  /** A phase begins; it ends where the next begins or the session ends. */
  z.strictObject({ kind: z.literal("phase"), at, name: z.string() }),
  /** A labelled instant. A `fault` lasts until the next `recovered` mark, or to the end. */
  z.strictObject({ kind: z.literal("mark"), at, mark: z.enum(["note", "fault", "recovered"]), label: z.string() }),
  /** A node, service or task as a manager now describes it; `value` is `null` when it is gone. Written on change only. */
  z.strictObject({
    kind: z.literal("swarm"),
    at,
    source: z.string(),
    object: z.enum(["node", "service", "task"]),
    id: z.string(),
    value: open.nullable(),
  }),
  /** What one engine says of its swarm membership (`GET /info`, the `Swarm` part). Written on change only. */
  z.strictObject({ kind: z.literal("info"), at, source: z.string(), value: open }),
  /** A line of the engine's event stream. */
  z.strictObject({ kind: z.literal("event"), at, source: z.string(), event: open }),
  /** A source began (`blind: true`) or ceased to be unable to answer; `since` is the last instant it was seen well. */
  z.strictObject({
    kind: z.literal("blind"),
    at,
    source: z.string(),
    blind: z.boolean(),
    since: instant.optional(),
    reason: z.string().optional(),
  }),
  /** An alert of Prometheus changed its state; `activeAt` is Prometheus' own stamp, ms. */
  z.strictObject({
    kind: z.literal("alert"),
    at,
    labels: z.record(z.string(), z.string()),
    state: z.enum(["inactive", "pending", "firing"]),
    activeAt: instant.optional(),
  }),
  /**
   * The probe's requests that ended since the last batch, and those still unanswered at `at`.
   *
   * - `ended`: `[sentAt, latency ms, status]` for an answer, `[sentAt, latency ms, reason]` for a failure.
   * - `open`: the instants at which the unanswered ones were sent.
   */
  z.strictObject({
    kind: z.literal("probe"),
    at,
    probe: z.string(),
    ended: z.array(z.tuple([instant, z.number().nonnegative(), z.union([z.number().int(), z.string()])])),
    open: z.array(instant),
  }),
  /** The source's clock less the recorder's, ms, known to within `±roundTrip / 2`. */
  z.strictObject({ kind: z.literal("clock"), at, source: z.string(), offset: z.number(), roundTrip: z.number() }),
  /** Something that a reader of the session should know. */
  z.strictObject({ kind: z.literal("warning"), at, source: z.string(), text: z.string() }),
  /** The recorder started, stopped, or the session was made whole after a crash. */
  z.strictObject({ kind: z.literal("recorder"), at, event: z.enum(["start", "stop", "recovered"]) }),
]);

export type Fact = z.infer<typeof fact>;
export type FactOf<Kind extends Fact["kind"]> = Extract<Fact, { kind: Kind }>;
