import { rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { perform, type Times, times as shortest } from "./acts.ts";
import { readAccessLog } from "./access-log.ts";
import { planId, writeBook } from "./book.ts";
import { expectCommand, findSession, startRecorder } from "./commands.ts";
import { say } from "./lab.ts";
import { startLoad } from "./load.ts";
import { openOperator } from "./operator.ts";
import { drillFolder, writeTruth } from "./truth.ts";
import { watchSwarm } from "./watch.ts";

/** Where a drill is recorded, and at what pace. */
export interface DrillOptions {
  /** A folder that the drill makes anew: it holds the book and the recorder's output. */
  readonly folder?: string;
  readonly title?: string;
  readonly times?: Times;
}

/**
 * Performs the whole drill on a lab that is up and records it through the real commands, as a person would from two shells.
 * Writes down what the harness itself saw, and answers the session's folder.
 */
export async function recordDrill(options: DrillOptions = {}): Promise<string> {
  const { folder = drillFolder, title = "A worker, the manager, the quorum", times = shortest } = options;
  await rm(folder, { recursive: true, force: true });
  const book = path.join(folder, "book");
  await writeBook(book);
  const watch = watchSwarm();
  const load = startLoad(250);
  // A site has users before somebody records it; without them the first points of the recording have no value.
  await sleep(8_000);
  const captureArguments = [planId, "--book", book, "--title", title, "--phase", "baseline"];
  const recorder = startRecorder(captureArguments, path.join(folder, "capture.log"));
  try {
    const session = await Promise.race([findSession(book), recorder.ended.then(refuse)]);
    say(`drill: recording ${session}`);
    const operator = openOperator(book, "baseline");
    await perform(operator, times);
    await expectCommand("capture", ["stop", "--book", book]);
    const code = await recorder.ended;
    if (code !== 0) throw new Error(`The recorder ended with ${code}: see ${folder}/capture.log`);
    watch.stop();
    say("drill: waiting for the answers to requests that hang");
    await load.stop();
    const { phases, deeds } = operator;
    const sent = load.log.map(({ body: _, ...rest }) => rest);
    await writeTruth(folder, {
      folder: session,
      deeds,
      phases,
      observations: watch.log,
      sent,
      served: await readAccessLog(),
    });
    return session;
  } finally {
    watch.stop();
    load.abandon();
  }
}

function refuse(code: number): never {
  throw new Error(`The recorder ended with ${code} before the drill began`);
}
