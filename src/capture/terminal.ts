import process from "node:process";
import { splitKeys } from "./live-input.ts";

/** A terminal taken over for the live view. */
export interface Terminal {
  size(): { readonly columns: number; readonly rows: number };
  readonly colour: boolean;
  /** Shows the lines, writing only those that changed. */
  show(lines: readonly string[]): void;
  /** Gives the terminal back as it was; calling it again does nothing. */
  restore(): void;
}

/** Whether both ends of this process are a terminal that can be drawn on. */
export function isTerminal(): boolean {
  return process.stdout.isTTY === true && process.stdin.isTTY === true && process.env["TERM"] !== "dumb";
}

/** Takes the terminal: alternate screen, no cursor, keys one by one; it is given back when the process ends, however it does. */
export function takeTerminal(onKey: (key: string) => void, onResize: () => void): Terminal {
  const { stdin, stdout } = process;
  let shown: readonly string[] = [];
  let taken = true;
  stdin.setRawMode(true);
  stdin.setEncoding("utf8");
  const hear = (chunk: string) => splitKeys(chunk).forEach(onKey);
  const resized = () => {
    shown = [];
    stdout.write("\x1b[2J");
    onResize();
  };
  stdin.on("data", hear);
  stdin.resume();
  stdout.on("resize", resized);
  stdout.write("\x1b[?1049h\x1b[?25l\x1b[2J");

  function restore(): void {
    if (!taken) return;
    taken = false;
    stdin.off("data", hear);
    stdout.off("resize", resized);
    process.off("exit", restore);
    process.off("uncaughtExceptionMonitor", restore);
    stdin.setRawMode(false);
    stdin.pause();
    stdout.write("\x1b[?25h\x1b[?1049l");
  }
  process.on("exit", restore);
  // Before the reason is printed, which would vanish with the alternate screen.
  process.on("uncaughtExceptionMonitor", restore);

  return {
    size: () => ({ columns: stdout.columns ?? 80, rows: stdout.rows ?? 24 }),
    colour: (process.env["NO_COLOR"] ?? "") === "",
    show(lines) {
      if (!taken) return;
      const changed = lines.flatMap((
        line,
        row,
      ) => (shown[row] === line ? [] : [`\x1b[${row + 1};1H${line}\x1b[0m\x1b[K`]));
      shown = lines;
      if (changed.length > 0) stdout.write(changed.join(""));
    },
    restore,
  };
}
