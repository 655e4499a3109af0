import type { Duration, Instant } from "../../core/time.ts";
import type { DesiredState, TaskState } from "../swarm/task-state.ts";
import type { Order, TaskReport } from "./agent-report.ts";
import type { Container, StartContainer } from "./container.ts";
import type { HostContext } from "./host-context.ts";

/** What a task on a host is run with. */
export interface TaskEffects {
  readonly images: Readonly<Record<string, StartContainer>>;
  readonly host: HostContext;
  /** How long a task prepares and starts. */
  readonly pace: { readonly prepare: Duration; readonly start: Duration };
  /** The process in which its program runs. */
  readonly pid: number;
  now(): Instant;
  wait(duration: Duration): Promise<unknown>;
  /** A name for a new container, of its own for each. */
  containerId(): string;
  /** It came to another state. */
  onChange(): void;
}

/** A task on its host. */
export interface HostedTask {
  report(): TaskReport;
  /** Takes what is wanted of it now; once `shutdown` is wanted it ends, whatever is wanted later. */
  want(desired: DesiredState): void;
}

/**
 * Takes a task through its states: accepted, preparing, ready, and as soon as it is wanted to run starting and running.
 * It is rejected when there is no such image, and failed when its program cannot start.
 */
export function hostTask({ assignment, desired }: Order, effects: TaskEffects): HostedTask {
  const { host, pace, images, pid } = effects;
  const released = Promise.withResolvers<void>();
  const stopped = Promise.withResolvers<void>();
  let isStopped = false;
  let status = statusNow("accepted", "accepted");

  function statusNow(
    state: TaskState,
    message: string,
    more: Pick<TaskReport, "error" | "container"> = {},
  ): TaskReport {
    return { task: assignment.task, at: effects.now(), state, message, ...more };
  }

  function become(...state: Parameters<typeof statusNow>): void {
    status = statusNow(...state);
    effects.onChange();
  }

  /** Waits for something, but not longer than it is wanted; answers whether it still is. */
  async function pass(wait: Promise<unknown>): Promise<boolean> {
    await Promise.race([wait, stopped.promise]);
    return !isStopped;
  }

  async function live(): Promise<void> {
    if (isStopped) return become("shutdown", "shutdown");
    become("preparing", "preparing");
    if (!(await pass(effects.wait(pace.prepare)))) return become("shutdown", "shutdown");
    const program = Object.hasOwn(images, assignment.image) ? images[assignment.image] : undefined;
    if (program === undefined) return become("rejected", "preparing", { error: `No such image: ${assignment.image}` });
    become("ready", "prepared");
    if (!(await pass(released.promise))) return become("shutdown", "shutdown");
    const id = effects.containerId();
    become("starting", "starting", { container: { id, pid: 0, exitCode: 0 } });
    if (!(await pass(effects.wait(pace.start)))) return become("shutdown", "shutdown");
    await run(program, id);
  }

  async function run(program: StartContainer, id: string): Promise<void> {
    let container: Container;
    try {
      container = await program(assignment, host);
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      return become("failed", "starting", { error: words, container: { id, pid: 0, exitCode: 1 } });
    }
    if (!isStopped) become("running", "started", { container: { id, pid, exitCode: 0 } });
    await stopped.promise;
    await container.close();
    become("shutdown", "shutdown", { container: { id, pid: 0, exitCode: 0 } });
  }

  function want(desired: DesiredState): void {
    if (desired === "running") released.resolve();
    if (desired !== "shutdown") return;
    isStopped = true;
    stopped.resolve();
  }

  want(desired);
  void live();
  return { report: () => status, want };
}
