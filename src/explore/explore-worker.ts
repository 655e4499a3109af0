import { parseSamples } from "../archive/samples-read.ts";
import { answerQuestion } from "./answer-question.ts";
import { type Archive, archiveOf } from "./archive.ts";
import { lookAtQuery } from "./look.ts";
import type { Recording } from "./recording.ts";
import type { Reply, Request } from "./reply.ts";

// The worker of the explore page: it reads the samples, looks at queries and answers them, away from what the reader sees.

let archive: Archive | undefined;

// One after another: what is asked while the samples are being read waits for them.
let before: Promise<void> = Promise.resolve();
addEventListener("message", ({ data }: MessageEvent<Request>) => {
  before = before.then(() => replyTo(data)).then((reply) => postMessage(reply));
});

async function replyTo(request: Request): Promise<Reply> {
  switch (request.kind) {
    case "open":
      return await open(request.samples, request.recording);
    case "look": {
      const { id, query, planQuery } = request;
      const { catalog = [], store } = archive ?? {};
      return { kind: "looked", id, look: lookAtQuery(query, { catalog, store, planQuery }) };
    }
    case "ask": {
      const { id, question } = request;
      const refused = {
        kind: "refused",
        problem: { text: "The samples are not read yet", position: undefined },
      } as const;
      const answer = archive === undefined ? refused : answerQuestion(question, archive, () => performance.now());
      return { kind: "reply", id, answer };
    }
  }
}

async function open(blob: Blob, recording: Recording): Promise<Reply> {
  try {
    const series = parseSamples(await blob.text());
    archive = archiveOf(series, recording);
    const samples = series.reduce((sum, { values }) => sum + values.length, 0);
    return { kind: "opened", catalog: archive.catalog, series: series.length, samples };
  } catch (error) {
    return { kind: "damaged", text: error instanceof Error ? error.message : String(error) };
  }
}
