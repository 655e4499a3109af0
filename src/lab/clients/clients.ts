import type { Duration } from "../../core/time.ts";
import { type Browser, openBrowser, type Site } from "./browser.ts";
import { newVisitor, type Visitor } from "./visit.ts";

/** Emulated users of the album, and how many of them. */
export interface ClientsOptions extends Site {
  /** 8 unless told. */
  readonly count?: number;
  /** Between the answer to a client's request and its next one, on average; 150 unless told. */
  readonly pause?: Duration;
}

/** Requests so far: `sent` is the sum of the others. */
export interface ClientCounts {
  readonly sent: number;
  /** With a status of 200 to 399. */
  readonly answered: number;
  readonly failed: number;
  /** Not yet answered, or cut when the clients were stopped. */
  readonly open: number;
}

/** Emulated users at work. */
export interface Clients {
  counts(): ClientCounts;
  /** Ends them at once; what is open is cut. */
  stop(): Promise<void>;
}

/** What clients ask of their surroundings. */
export interface ClientsEffects {
  open(site: Site): Browser;
  /** Calls after so many ms; answers how to call it off. */
  after(delay: Duration, call: () => void): () => void;
}

const systemEffects: ClientsEffects = {
  open: openBrowser,
  after(delay, call) {
    const timer = setTimeout(call, delay);
    return () => clearTimeout(timer);
  },
};

/** Starts clients, each of which waits for its answer before it asks again, as people do: one that hangs asks nothing. */
export function startClients(options: ClientsOptions, effects: ClientsEffects = systemEffects): Clients {
  const { count = 8, pause = 150 } = options;
  let [answered, failed, open] = [0, 0, 0];
  let stopped = false;
  const ends = Array.from({ length: count }, (_, index) => startClient(newVisitor(index), (pause * index) / count));

  /** Answers how to end it. */
  function startClient(visitor: Visitor, delay: Duration): () => Promise<void> {
    const browser = effects.open(options);
    let visiting = Promise.resolve();
    let callOff = effects.after(delay, begin);

    function begin(): void {
      visiting = visit();
    }

    async function visit(): Promise<void> {
      open++;
      const isAnswered = await browser.send(visitor.next());
      if (stopped) return;
      open--;
      if (isAnswered) answered++;
      else failed++;
      callOff = effects.after(pause * visitor.pause(), begin);
    }

    return async () => {
      callOff();
      browser.close();
      await visiting;
    };
  }

  return {
    counts: () => ({ sent: answered + failed + open, answered, failed, open }),
    async stop() {
      stopped = true;
      await Promise.all(ends.map((end) => end()));
    },
  };
}
