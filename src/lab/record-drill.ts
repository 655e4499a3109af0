import type { Recorder } from "../capture/recorder.ts";
import { exitCodes } from "../core/exit-codes.ts";
import type { Plan } from "../core/plan.ts";
import { UserError } from "../core/user-error.ts";
import type { DemoEffects } from "./demo-effects.ts";
import type { DemoOptions } from "./demo-options.ts";
import { firstPhase, performDrill } from "./drill.ts";
import type { SignalHearing } from "./hear-signals.ts";
import { raiseLab } from "./lab.ts";
import { siteHost } from "./swarm/services.ts";

/** A recording of the lab's drill. */
export interface DrillRecording {
  readonly id: string;
  readonly folder: string;
  /** The recorder's exit code: 0 when the session is whole. */
  readonly code: number;
  /** Why the drill did not come to its end; `undefined` when it did. */
  readonly trouble: Error | undefined;
}

/**
 * Raises the lab, performs the drill on it while the recorder records the plan, and ends the lab.
 * Throws `UserError` when the lab cannot be raised, and what `stop` was aborted with.
 */
export async function recordDrill(
  plan: Plan,
  options: DemoOptions,
  { record, say }: Pick<DemoEffects, "record" | "say">,
  { stop, hear }: Pick<SignalHearing, "stop" | "hear">,
): Promise<DrillRecording> {
  const { book, pace, ports, prometheus, onEvent } = options;
  say("Raising a lab on this machine: three hosts, a proxy, six replicas, Prometheus");
  const lab = await raiseLab({ ports, pace, prometheus, onEvent, stop });
  say(`While the drill lasts, the album is at http://${siteHost}:${ports.web}/`);
  const ended = new AbortController();
  let recorder: Recorder | undefined;
  let drill: Promise<Error | undefined> = Promise.resolve(new Error("the recorder ended before the drill began"));
  try {
    const code = await record({
      book,
      plan,
      title: undefined,
      phase: firstPhase,
      onInterrupt: hear,
      follow(begun) {
        recorder = begun;
        drill = performDrill({ lab, pace, notes: begun, stop: ended.signal }).then(
          () => undefined,
          (error: Error) => error,
        ).finally(() => begun.note({ kind: "stop", at: Date.now() }));
      },
    });
    ended.abort(
      new UserError("Cannot finish the drill: the recorder was told to end before", {
        exitCode: exitCodes.interrupted,
      }),
    );
    const trouble = await drill;
    if (recorder === undefined) throw trouble ?? new Error("the recorder never began");
    return { id: recorder.id, folder: recorder.folder, code, trouble };
  } finally {
    await lab.close();
  }
}
