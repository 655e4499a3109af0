import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { serveArchives } from "../../src/pages/_view/archive-serve-fs.ts";

test("serveArchives() answers with the files that the site hands out, and with nothing else", async () => {
  const book = await mkdtemp(join(tmpdir(), "drillbook-serve-"));
  try {
    const folder = join(book, "content", "sessions", "2026-a b");
    await mkdir(join(folder, "recording"), { recursive: true });
    await writeFile(join(folder, "samples.jsonl"), "samples");
    await writeFile(join(folder, ".secret"), "hidden");
    await writeFile(join(folder, "recording", "part"), "unfinished");
    await writeFile(join(book, "content", "outside"), "outside");
    const answerTo = (url: string) =>
      new Promise<string>((resolve) => {
        const response = {
          writeHead: () => response,
          end: (body: Uint8Array) => resolve(new TextDecoder().decode(body)),
        };
        serveArchives(book)({ url } as IncomingMessage, response as unknown as ServerResponse, () => resolve("next"));
      });
    assert.equal(await answerTo("/sessions/2026-a%20b/archive/samples.jsonl?x=1"), "samples");
    for (
      const path of [
        "2026-a%20b/archive/.secret",
        "2026-a%20b/archive/recording/part",
        "2026-a%20b/archive/..%2F..%2Foutside",
        "../archive/outside",
        "2026-a%20b/archive/%",
        "other/archive/samples.jsonl",
      ]
    ) assert.equal(await answerTo(`/sessions/${path}`), "next", path);
  } finally {
    await rm(book, { recursive: true, force: true });
  }
});
