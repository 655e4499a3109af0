import { spawn } from "node:child_process";
import process from "node:process";

/** What opening a page asks of its surroundings. */
export interface OpenEffects {
  readonly platform: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly isTerminal: boolean;
  /** Starts a program and forgets it; that there is none is no error. */
  start(command: string, args: readonly string[]): void;
}

const systemEffects: OpenEffects = {
  platform: process.platform,
  environment: process.env,
  isTerminal: process.stdout.isTTY === true,
  start(command, args) {
    try {
      const child = spawn(command, args, { detached: true, stdio: "ignore", windowsHide: true });
      child.on("error", () => {});
      child.unref();
    } catch {
      // A desktop without such a program: the address was printed.
    }
  },
};

/** Opens a page in the browser of a desktop; does nothing where nobody sits before one: in a pipe, in CI, over SSH. */
export function openAddress(address: string, effects: OpenEffects = systemEffects): void {
  const { platform, environment, isTerminal, start } = effects;
  const { CI, SSH_CONNECTION, DISPLAY, WAYLAND_DISPLAY } = environment;
  if (!isTerminal || CI !== undefined || SSH_CONNECTION !== undefined) return;
  if (platform === "darwin") start("open", [address]);
  else if (platform === "win32") start("cmd", ["/c", "start", "", address]);
  else if (DISPLAY !== undefined || WAYLAND_DISPLAY !== undefined) start("xdg-open", [address]);
}
