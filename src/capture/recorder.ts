import { setTimeout as sleep } from "node:timers/promises";
import { compactRecording } from "../archive/compact-fs.ts";
import { takeRequests } from "../archive/inbox-fs.ts";
import { createRecording, type Recording } from "../archive/recording-fs.ts";
import type { Request } from "../archive/request.ts";
import type { Fact } from "../core/fact.ts";
import { formatDuration } from "../core/format.ts";
import type { Plan } from "../core/plan.ts";
import { recordedPast, type SessionHead } from "../core/session.ts";
import type { Duration, Instant } from "../core/time.ts";
import { steadyClock, watchClock } from "./clock-watch.ts";
import { readConfigs } from "./config-watch.ts";
import { connectDocker, type Docker } from "./docker.ts";
import { followEvents } from "./event-follow.ts";
import { type Journal, openJournal } from "./journal.ts";
import { startProbe } from "./probe.ts";
import { connectPrometheus, type Prometheus } from "./prometheus.ts";
import { watchPrometheus } from "./prometheus-watch.ts";
import { beatAlone } from "./schedule.ts";
import { findBookCommit, findVersions } from "./session-origin.ts";
import { formatSessionId } from "./session-id.ts";
import { type Sight, watchSight } from "./sight.ts";
import { reasonOf } from "./source-error.ts";
import { pause, watchSwarm } from "./swarm-watch.ts";

/** What to record, and where. */
export interface RecorderOptions {
  readonly book: string;
  readonly plan: Plan;
  readonly title: string | undefined;
  /** The phase that begins at once. */
  readonly phase: string | undefined;
  /** How far before the start samples are fetched, ms; 5 min when absent. */
  readonly history?: Duration;
  onFact(fact: Fact): void;
  /** Hears once that the disk begins to refuse what is recorded. */
  onTrouble?(reason: string): void;
}

/** What the recorder asks of its surroundings. */
export interface RecorderEffects {
  /** Wall clock, ms since the epoch; read at the start, and to tell when it jumps. */
  now(): Instant;
  monotonic(): Duration;
  sleep(duration: Duration): Promise<unknown>;
}

const systemEffects: RecorderEffects = { now: Date.now, monotonic: () => performance.now(), sleep };

/** How a recording ended; `trouble` says why the session is not whole. */
export interface RecordingOutcome {
  readonly trouble: string | undefined;
}

/** A session that is being recorded. */
export interface Recorder {
  readonly id: string;
  readonly folder: string;
  readonly start: Instant;
  readonly sight: Sight;
  readonly prometheus: Prometheus | undefined;
  /** The recorder's own clock, which stamps every fact: it never jumps. */
  now(): Instant;
  /** Begins a phase or sets a mark; `at` is by the wall clock. */
  note(request: Request): void;
  /** Resolves when another process asked for the end. */
  readonly stopAsked: Promise<void>;
  /** The last fetches and compaction; never rejects. Calling it again gives the same promise. */
  end(): Promise<RecordingOutcome>;
  /** Brings what is known to the disk and lets go; the session stays to be recovered. */
  abandon(): Promise<void>;
  /** What keeps the recorder from writing at present. */
  trouble(): string | undefined;
}

const probePatience: Duration = 2_000;
const diskPatience: Duration = 10_000;
const finalPatience: Duration = 120_000;

/** Begins a session and records until `end`. Throws `UserError` when it cannot begin. */
export async function startRecorder(options: RecorderOptions, effects = systemEffects): Promise<Recorder> {
  const { plan, book, history = recordedPast } = options;
  const now = steadyClock(effects.now, effects.monotonic);
  const start = now();
  let head: SessionHead = {
    schemaVersion: 1,
    id: formatSessionId(start, plan.id),
    title: options.title ?? plan.title,
    plan,
    start,
    status: "recording",
    versions: { ...(await findVersions()), docker: {} },
    clockOffsets: [],
  };
  const recording = await createRecording(book, head);
  const journal: Journal = openJournal(options.onFact, {
    append: (facts) => recording.appendFacts(facts),
    sleep: effects.sleep,
    monotonic: effects.monotonic,
    onTrouble: (reason) => options.onTrouble?.(reason),
    onMended: (reason, duration) =>
      warn(
        journal.write,
        now(),
        `The disk took nothing for ${formatDuration(Math.ceil(duration / 1_000) * 1_000)}: ${reason}`,
      ),
  });
  const { write } = journal;
  write({ kind: "recorder", at: start, event: "start" });
  if (options.phase !== undefined) write({ kind: "phase", at: start, name: options.phase });
  const sight = watchSight(write, now);
  const troubles = new Map<string, string>();
  const stopAsked = Promise.withResolvers<void>();
  const ends: (() => Promise<void>)[] = [];

  /** Runs a part of the recorder so that its failure is told, and the other parts go on. */
  async function guard(part: string, call: () => Promise<void>): Promise<void> {
    try {
      await call();
      troubles.delete(part);
    } catch (error) {
      const text = `${part} failed: ${reasonOf(error)}`;
      if (troubles.get(part) === text) return;
      troubles.set(part, text);
      write({ kind: "warning", at: now(), source: "recorder", text });
    }
  }

  function note(request: Request): void {
    // Another shell dates by the wall clock, which may have jumped since the start.
    const jumped = effects.now() - now();
    const at = Math.min(Math.max(Math.round(request.at - jumped), start), now());
    if (request.kind === "phase") write({ kind: "phase", at, name: request.name });
    else if (request.kind === "mark") write({ kind: "mark", at, mark: request.mark, label: request.label });
    else stopAsked.resolve();
  }

  const checkClock = watchClock(effects.now, effects.monotonic);
  const probes = plan.sources.probes.map((source) => startProbe(source, { now }));
  const takeBatches = () => {
    for (const probe of probes) {
      const batch = probe.takeBatch();
      if (batch !== undefined) write(batch);
    }
    const jump = checkClock();
    if (jump !== undefined) write({ ...jump, at: now() });
    return Promise.resolve();
  };
  ends.push(beatAlone(1_000, takeBatches));

  const engines = plan.sources.docker.map((source) => connectDocker(source, { now }));
  const swarm = watchSwarm({ engines, sight, write, now });
  if (engines.length > 0) {
    ends.push(beatAlone(plan.swarmEvery, () => guard("Reading the swarm", swarm.round)));
    ends.push(beatAlone(pause, () => guard("Asking silent engines", swarm.askSilent)));
    const infoEvery = Math.max(1_000, plan.swarmEvery);
    for (const engine of engines) {
      ends.push(beatAlone(infoEvery, () => guard("Reading an engine", () => swarm.askInfo(engine))));
    }
    ends.push(followEvents({ current: swarm.current, write, now }));
  }

  const source = plan.sources.prometheus;
  const prometheus = source === undefined ? undefined : connectPrometheus(source, { now });
  const watch = prometheus &&
    watchPrometheus({ plan, prometheus, recording, sight, write, now, history }, start);

  async function begin(): Promise<void> {
    const configs = keepConfigs(book, plan, recording, (text) => warn(write, now(), text));
    ends.push(() => guard("Reading the configuration files", configs.finish));
    const [account, docker, bookCommit] = await Promise.all([
      watch?.begin(),
      askVersions(engines),
      findBookCommit(book),
      guard("Reading the configuration files", configs.begin),
    ]);
    head = {
      ...head,
      versions: { ...head.versions, docker: docker.versions, ...(account?.version && { prometheus: account.version }) },
      clockOffsets: [...(account?.clock ? [{ source: "prometheus", ...account.clock }] : []), ...docker.clocks],
      ...(bookCommit !== undefined && { bookCommit }),
    };
    await recording.writeHead(head);
  }
  const begun = guard("Beginning", begin).then(() => {
    if (watch === undefined || source === undefined) return;
    ends.push(beatAlone(source.every, () => guard("Recording Prometheus", watch.round)));
  });

  const keep = async (requests: readonly Request[], warnings: readonly string[]) => {
    requests.forEach(note);
    for (const text of warnings) warn(write, now(), text);
    await journal.flushed();
  };
  const endInbox = beatAlone(250, () =>
    guard("Reading requests", async () => {
      await takeRequests(recording.folder, keep);
    }));

  let outcome: Promise<RecordingOutcome> | undefined;
  async function endNow(): Promise<RecordingOutcome> {
    const end = now();
    await begun;
    await Promise.all([...ends.map((call) => call()), ...probes.map((probe) => probe.end(probePatience))]);
    await takeBatches();
    if (engines.length > 0) await guard("Reading the swarm", swarm.round);
    if (watch !== undefined) await guard("Recording Prometheus", () => within(finalPatience, watch.finish()));
    // While the disk takes nothing, a request waits for it without end; recovery takes it in.
    await within(diskPatience, endInbox()).catch(() => {});
    write({ kind: "recorder", at: end, event: "stop" });
    return await settle(recording, journal, end);
  }

  return {
    id: head.id,
    folder: recording.folder,
    start,
    sight,
    prometheus,
    now,
    note,
    stopAsked: stopAsked.promise,
    end: () => outcome ??= endNow(),
    async abandon() {
      await takeBatches();
      await Promise.race([journal.flushed(0).catch(() => {}), effects.sleep(500)]);
    },
    trouble: () => journal.trouble() ?? troubles.values().next().value,
  };
}

async function settle(recording: Recording, journal: Journal, end: Instant): Promise<RecordingOutcome> {
  try {
    await journal.flushed(diskPatience);
    await recording.close();
    await compactRecording(recording.folder, { end, status: "complete" });
    return { trouble: undefined };
  } catch (error) {
    return { trouble: reasonOf(error) };
  }
}

function keepConfigs(book: string, plan: Plan, recording: Recording, warn: (text: string) => void) {
  let before: ReadonlyMap<string, string> = new Map();
  return {
    async begin() {
      const { files, warnings } = await readConfigs(book, plan.configs);
      warnings.forEach(warn);
      for (const [path, text] of files) await recording.writeConfig(path, text);
      before = files;
    },
    async finish() {
      const { files } = await readConfigs(book, plan.configs);
      for (const [path, text] of files) {
        if (before.get(path) === text) continue;
        const changed = before.has(path);
        await recording.writeConfig(changed ? `changed-during-session/${path}` : path, text);
        warn(
          `The configuration file "${path}" ${
            changed ? "changed during the session; both are kept" : "appeared during the session"
          }`,
        );
      }
      for (const path of before.keys()) {
        if (!files.has(path)) warn(`The configuration file "${path}" disappeared during the session`);
      }
    },
  };
}

async function askVersions(engines: readonly Docker[]) {
  const versions: Record<string, string> = {};
  const clocks: { source: string; offset: Duration; roundTrip: Duration }[] = [];
  await Promise.all(engines.map(async (engine) => {
    const [version, info] = await Promise.allSettled([engine.version(), engine.info()]);
    if (version.status === "fulfilled") versions[engine.name] = String(version.value["Version"]);
    if (info.status === "fulfilled" && info.value.clock !== undefined) {
      clocks.push({ source: engine.name, ...info.value.clock });
    }
  }));
  return { versions, clocks };
}

function warn(write: (fact: Fact) => void, at: Instant, text: string): void {
  write({ kind: "warning", at, source: "recorder", text });
}

async function within<Value>(limit: Duration, promise: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it took longer than ${limit / 1_000} s`)), limit);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
