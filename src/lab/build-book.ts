import { spawn } from "node:child_process";
import { cp, mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { UserError } from "../core/user-error.ts";
import { isDeno, runtime } from "./runtime.ts";

/** The project's own folder, which holds the pages. */
const project = fileURLToPath(new URL("../../", import.meta.url));

const esbuild = "node_modules/esbuild/bin/esbuild";

/** Where a book is rendered first, a folder for each: Astro renames files out of .astro/, which it can on one disk only. */
const scratches = join(project, ".astro");

/**
 * Renders a book into the folder `out`, as "npm run build" does, in a process of its own under the runtime of this one.
 * What `out` held stays there until the new book is whole.
 * Throws `UserError` with what it printed when it fails; aborting ends it and rejects.
 */
export async function buildBook(book: string, out: string, stop?: AbortSignal): Promise<void> {
  stop?.throwIfAborted();
  const scratch = join(scratches, `book-${crypto.randomUUID()}`);
  try {
    await render(book, { scratch, out }, stop);
    await putInPlace(scratch, out);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function putInPlace(scratch: string, out: string): Promise<void> {
  try {
    await mkdir(out, { recursive: true });
    for (const name of await readdir(out)) await rm(join(out, name), { recursive: true, force: true });
    // An empty folder may be replaced; what cannot be (another disk, Windows) is copied into it.
    await rename(scratch, out).catch(() => cp(scratch, out, { recursive: true }));
  } catch (error) {
    throw failure(out, (error as Error).message, "");
  }
}

function failure(out: string, reason: string, output: string): UserError {
  const words = /ENOSPC/.test(reason + output) ? "the disk is full" : reason;
  return new UserError(
    `Cannot build the book into "${out}": ${words}; mend it, then run "npm run build"\n${output}`.trimEnd(),
  );
}

/** Where a book is rendered, and where it is to be in the end. */
interface Places {
  readonly scratch: string;
  readonly out: string;
}

async function render(book: string, { scratch, out }: Places, stop: AbortSignal | undefined): Promise<void> {
  const astro = join("node_modules", "astro", "bin", "astro.mjs");
  const child = spawn(runtime, [...isDeno ? denoArguments() : [], astro, "build"], {
    cwd: project,
    env: {
      ...process.env,
      DRILLBOOK_BOOK: book,
      DRILLBOOK_OUT: scratch,
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
  throw failure(out, `exit code ${code}`, output);
}

/** The permissions of `deno task build`, without its output folder. */
function denoArguments(): string[] {
  const written = [".astro", "node_modules/.astro", "node_modules/.vite", "node_modules/.cache"];
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
