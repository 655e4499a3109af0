import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { compactRecording } from "../../src/archive/compact-fs.ts";
import { type AnswerPart, createRecording } from "../../src/archive/recording-fs.ts";
import type { Answer, Session } from "../../src/core/session.ts";

/** Writes a session into a book with the recorder's own writer; answers its folder. */
export async function writeSession(book: string, session: Session): Promise<string> {
  const { head } = session;
  const end = head.end ?? head.start;
  const { end: _, ...opened } = head;
  const recording = await createRecording(book, { ...opened, status: "recording" });
  await recording.appendFacts(session.facts);
  await recording.appendSamples({ start: head.start, end }, session.series);
  for (const [index, answer] of session.answers.entries()) {
    await recording.writeAnswer(`query-${index + 1}`, [asPart(answer)]);
  }
  for (const { path, text } of session.configs) await recording.writeConfig(path, text);
  await recording.writeSelf("start", "targets", session.prometheus.start.targets);
  await recording.writeSelf("end", "targets", session.prometheus.end.targets);
  await recording.close();
  await writeFile(join(recording.folder, "notes.md"), session.notes);
  await compactRecording(recording.folder, { end, status: "complete" });
  return recording.folder;
}

function asPart({ query, start, end, step, series }: Answer): AnswerPart {
  const result = series.map(({ labels, times, values }) => ({
    metric: labels,
    values: times.map((time, index) => [time / 1_000, String(values[index])]),
  }));
  return { query, start, end, step, body: { status: "success", data: { resultType: "matrix", result } } };
}
