import { spawn } from "node:child_process";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { UserError } from "../core/user-error.ts";
import { isDeno, runtime } from "./runtime.ts";

/** The project's own folder, which holds the pages. */
const project = fileURLToPath(new URL("../../", import.meta.url));

const esbuild = "node_modules/esbuild/bin/esbuild";

/**
 * Renders a book into the folder `out`, as "npm run build" does, in a process of its own under the runtime of this one.
 * Throws `UserError` with what it printed when it fails; aborting ends it and rejects.
 */
export async function buildBook(book: string, out: string, stop?: AbortSignal): Promise<void> {
  const astro = join("node_modules", "astro", "bin", "astro.mjs");
  const child = spawn(runtime, [...isDeno ? denoArguments(out) : [], astro, "build"], {
    cwd: project,
    env: {
      ...process.env,
      DRILLBOOK_BOOK: book,
      DRILLBOOK_OUT: out,
      ASTRO_TELEMETRY_DISABLED: "1",
      // Vite asks /proc whether it runs under WSL, which only `--allow-all` may read; with this it does not ask.
      __IS_WSL_TEST__: "1",
      NO_COLOR: "1",
      ...isDeno ? { ESBUILD_BINARY_PATH: esbuild } : {},
    },
    stdio: ["ignore", "pipe", "pipe"],
    windowsHide: true,
  });
  const end = () => void child.kill("SIGKILL");
  process.once("exit", end);
  stop?.addEventListener("abort", end);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => output = (output + text).slice(-20_000));
  }
  const code = await new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
  process.off("exit", end);
  stop?.removeEventListener("abort", end);
  stop?.throwIfAborted();
  if (code === 0) return;
  const full = output.includes("ENOSPC") ? "the disk is full" : `exit code ${code}`;
  throw new UserError(`Cannot build the book into "${out}": ${full}; mend it, then run "npm run build"\n${output}`);
}

/** The permissions of `deno task build`, for another output folder. */
function denoArguments(out: string): string[] {
  const written = [out, ".astro", "node_modules/.astro", "node_modules/.vite", "node_modules/.cache"];
  return [
    "run",
    "--no-prompt",
    "--allow-read",
    `--allow-write=${written.join(",")}`,
    "--allow-env",
    "--allow-sys",
    "--allow-ffi=node_modules",
    "--allow-net=localhost",
    `--allow-run=${esbuild}`,
  ];
}
