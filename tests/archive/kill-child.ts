import process from "node:process";
import { writeSync } from "node:fs";
import { compactRecording } from "../../src/archive/compact-fs.ts";
import { createRecording } from "../../src/archive/recording-fs.ts";
import { begin, makeBody, makeHead, makeUp } from "./drill.ts";

// Records into the book until it is killed, or to the end; says on its output which fact is durable.
const [book = ".", rounds = "0"] = process.argv.slice(2);
const recording = await createRecording(book, makeHead());
writeSync(1, "begun\n");
for (let round = 0; round < Number(rounds); round++) {
  const at = begin + 5_000 * round;
  await recording.appendFacts([{ kind: "mark", at, mark: "note", label: String(round) }]);
  writeSync(1, `${round}\n`);
  await recording.appendSamples({ start: at, end: at + 5_000 }, [makeUp(round, 2)]);
  await recording.appendAnswerPart({ query: "up", start: at, end: at, step: 5_000, body: makeBody([[at, "1"]]) });
  if (round % 3 === 0) await recording.writeConfig(`configs/${round}.env`, `PASSWORD=${round}\n`);
}
await recording.writeAnswer("up", []);
await recording.close();
await compactRecording(recording.folder, { end: begin + 5_000 * Number(rounds), status: "complete" });
writeSync(1, "ended\n");
