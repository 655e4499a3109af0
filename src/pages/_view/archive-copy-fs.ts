import { copyFile, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { listFiles } from "../../archive/disk-fs.ts";
import { readHead } from "../../archive/head-fs.ts";
import { folderNames, sessionFolder } from "./book-fs.ts";

/** The files of a session's folder that the site hands out: all but the unfinished ones, links and hidden files. */
export async function archiveFiles(folder: string): Promise<readonly string[]> {
  const { files } = await listFiles(folder);
  return files.filter((path) =>
    !path.startsWith("recording/") && !path.split("/").some((name) => name.startsWith("."))
  );
}

/** Copies the files of every session that has a page, byte for byte, to `sessions/<id>/archive/` below `out`. */
export async function copyArchives(book: string, out: string): Promise<void> {
  for (const name of await folderNames(join(book, "content", "sessions"))) {
    const folder = sessionFolder(name, book);
    if (await isRecording(folder)) continue;
    for (const path of await archiveFiles(folder)) {
      const target = join(out, "sessions", name, "archive", path);
      await mkdir(dirname(target), { recursive: true });
      await copyFile(join(folder, path), target);
    }
  }
}

async function isRecording(folder: string): Promise<boolean> {
  return await readHead(folder).then(({ status }) => status === "recording", () => false);
}
