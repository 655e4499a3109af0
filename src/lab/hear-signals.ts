import process from "node:process";

/** The wish that this program ends, by Ctrl-C or by another process. */
export interface SignalHearing {
  /** Aborted from the first signal on. */
  readonly stop: AbortSignal;
  /** Resolves at the first signal. */
  readonly stopped: Promise<void>;
  /** Takes a Ctrl-C that came as a key for a signal. */
  hear(): void;
  /** Listens no longer. */
  forget(): void;
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Listens for signals; under npm a Ctrl-C comes twice, from the terminal and from npm. */
export function hearSignals(): SignalHearing {
  const controller = new AbortController();
  const stopped = Promise.withResolvers<void>();
  const hear = () => {
    controller.abort(new Error("interrupted"));
    stopped.resolve();
  };
  for (const signal of signals) process.on(signal, hear);
  return {
    stop: controller.signal,
    stopped: stopped.promise,
    hear,
    forget() {
      for (const signal of signals) process.off(signal, hear);
    },
  };
}
