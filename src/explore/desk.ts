import type { Duration } from "../core/time.ts";
import type { Look } from "./look.ts";
import type { Question } from "./question.ts";
import type { Recording } from "./recording.ts";
import type { Answer, Opened, Reply, Request } from "./reply.ts";
import type { PlanQuery } from "./subject.ts";
import { timeLimit } from "./time-limit.ts";

/** A worker that is under way. */
export interface Port {
  post(request: Request): void;
  close(): void;
}

/** What a desk needs of the world. */
export interface DeskEffects {
  /** Starts a worker; `fail` is told why it can do no more. */
  start(hear: (reply: Reply) => void, fail: (words: string) => void): Port;
  /** Calls `act` after so many ms, unless what it answers is called first. */
  later(delay: Duration, act: () => void): () => void;
}

/** An answer; `superseded` when another question was asked before it came. */
export type DeskAnswer = Answer | { readonly kind: "superseded" };

/** Where questions are handed in. Nothing it promises is ever broken: what fails is an answer that says so. */
export interface Desk {
  readonly opened: Promise<Opened | (Reply & { readonly kind: "damaged" })>;
  /** `undefined` when the worker was stopped before it looked. */
  look(query: string, planQuery: PlanQuery | undefined): Promise<Look | undefined>;
  /** One question at a time: another one stops the worker, if it is still at the first. */
  ask(question: Question): Promise<DeskAnswer>;
}

/** A worker is stopped this long after the time that it was to keep by itself. */
const grace: Duration = 2_000;

/** Opens an archive in a worker of its own. */
export function openDesk(samples: Blob, recording: Recording, effects: DeskEffects): Desk {
  const { promise: opened, resolve: tellOpened } = Promise.withResolvers<Awaited<Desk["opened"]>>();
  const looks = new Map<number, (look: Look | undefined) => void>();
  let pending: { readonly id: number; settle(answer: DeskAnswer): void } | undefined;
  let last = 0;
  let hasFailed = false;
  let port = start();

  function start(): Port {
    hasFailed = false;
    const started = effects.start(hear, fail);
    started.post({ kind: "open", samples, recording });
    return started;
  }

  function hear(reply: Reply): void {
    switch (reply.kind) {
      case "opened":
      case "damaged":
        return tellOpened(reply);
      case "looked":
        looks.get(reply.id)?.(reply.look);
        looks.delete(reply.id);
        return;
      case "reply":
        if (reply.id === pending?.id) pending.settle(reply.answer);
    }
  }

  function fail(words: string): void {
    hasFailed = true;
    tellOpened({ kind: "damaged", text: words });
    forgetLooks();
    pending?.settle(refused(words));
  }

  function forgetLooks(): void {
    for (const settle of looks.values()) settle(undefined);
    looks.clear();
  }

  function stop(answer: DeskAnswer): void {
    port.close();
    forgetLooks();
    pending?.settle(answer);
    port = start();
  }

  return {
    opened,
    look(query, planQuery) {
      const { promise, resolve } = Promise.withResolvers<Look | undefined>();
      const id = ++last;
      looks.set(id, resolve);
      port.post({ kind: "look", id, query, planQuery });
      return promise;
    },
    ask(question) {
      if (pending !== undefined || hasFailed) stop({ kind: "superseded" });
      const { promise, resolve } = Promise.withResolvers<DeskAnswer>();
      const id = ++last;
      const tooLong = refused(
        `The query was stopped: it took longer than ${timeLimit / 1_000} s. Ask for a shorter range or a longer step`,
      );
      const cancel = effects.later(timeLimit + grace, () => stop(tooLong));
      pending = {
        id,
        settle(answer) {
          cancel();
          pending = undefined;
          resolve(answer);
        },
      };
      port.post({ kind: "ask", id, question });
      return promise;
    },
  };
}

function refused(text: string): Answer {
  return { kind: "refused", problem: { text, position: undefined } };
}
