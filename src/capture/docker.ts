import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import type Dockerode from "dockerode";
import type { DockerSource } from "../core/plan.ts";
import { isRecord } from "../core/record.ts";
import type { Duration, Instant } from "../core/time.ts";
import { UserError } from "../core/user-error.ts";
import { type ReadEnvironment, resolveReference, systemEnvironment } from "./environment.ts";
import type { ClockReading } from "./prometheus.ts";
import { reasonOf, SourceError } from "./source-error.ts";

/** A node, service, task or event as the engine words it. */
export type DockerObject = Readonly<Record<string, unknown>>;

/** What the client asks of its surroundings. */
export interface DockerEffects {
  environment: ReadEnvironment;
  readText(path: string): Promise<string>;
  /** Wall clock, ms since the epoch. */
  now(): Instant;
}

/** The API of one Docker engine. Every call has its own timeout and throws `SourceError` with words. */
export interface Docker {
  readonly name: string;
  nodes(): Promise<readonly DockerObject[]>;
  services(): Promise<readonly DockerObject[]>;
  tasks(): Promise<readonly DockerObject[]>;
  /** `GET /info`, whole; the engine's clock is read from its `SystemTime`. */
  info(): Promise<{ readonly value: DockerObject; readonly clock: ClockReading | undefined }>;
  version(): Promise<DockerObject>;
  /**
   * Calls `onEvent` for each swarm event until the stream ends, which rejects, or `stop` aborts it, which resolves.
   * `since` asks for what the engine remembers from that instant on, ms.
   */
  events(onEvent: (event: DockerObject) => void, stop: AbortSignal, since?: Instant): Promise<void>;
}

/** Dockerode takes these options; its types do not say so. */
interface SignalledEngine {
  info(options: { abortSignal: AbortSignal }): Promise<unknown>;
  version(options: { abortSignal: AbortSignal }): Promise<unknown>;
}

type EventOptions = Dockerode.GetEventsOptions & { abortSignal: AbortSignal };

const systemEffects: DockerEffects = {
  environment: systemEnvironment,
  readText: (path) => readFile(path, "utf8"),
  now: Date.now,
};

/** A client for the engine; the connection is made at the first call. */
export function connectDocker(source: DockerSource, effects: DockerEffects = systemEffects): Docker {
  let engine: Promise<Dockerode> | undefined;

  async function ask<Answer>(call: (engine: Dockerode, abortSignal: AbortSignal) => Promise<Answer>): Promise<Answer> {
    engine ??= openEngine(source, effects);
    const connected = await engine;
    return await withTimeout(source.timeout, (signal) => call(connected, signal));
  }

  const list = async (words: string, call: (engine: Dockerode, abortSignal: AbortSignal) => Promise<unknown>) => {
    const answer = await ask(call);
    if (!Array.isArray(answer) || !answer.every(isRecord)) {
      throw new SourceError("shape", `the engine's answer is not a list of ${words}`);
    }
    return answer;
  };

  return {
    name: source.name,
    nodes: () => list("nodes", (docker, abortSignal) => docker.listNodes({ abortSignal })),
    services: () => list("services", (docker, abortSignal) => docker.listServices({ abortSignal })),
    tasks: () => list("tasks", (docker, abortSignal) => docker.listTasks({ abortSignal })),
    version: async () =>
      record(await ask((docker, abortSignal) => (docker as SignalledEngine).version({ abortSignal })), "version"),
    info: async () => {
      const sent = effects.now();
      const value = record(
        await ask((docker, abortSignal) => (docker as SignalledEngine).info({ abortSignal })),
        "info",
      );
      const received = effects.now();
      const there = Date.parse(String(value["SystemTime"]));
      const offset = Math.round(there - (sent + received) / 2);
      return { value, clock: Number.isNaN(offset) ? undefined : { offset, roundTrip: received - sent } };
    },
    events: async (onEvent, stop, since) => {
      const filters = JSON.stringify({ scope: ["swarm"] });
      const from = since === undefined ? {} : { since: (since / 1_000).toFixed(3) };
      const stream = await ask((docker) => docker.getEvents({ filters, ...from, abortSignal: stop } as EventOptions));
      await readLines(stream as Readable, onEvent, stop);
    },
  };
}

/** Dockerode's options for a host written as in `DOCKER_HOST`; everything is named, so that the environment adds nothing. */
export function parseDockerHost(host: string): Dockerode.DockerOptions {
  const none = {
    host: undefined,
    port: undefined,
    socketPath: undefined,
    ca: undefined,
    cert: undefined,
    key: undefined,
  };
  if (host.startsWith("unix://")) return { ...none, socketPath: host.slice(7) || "/var/run/docker.sock" };
  if (host.startsWith("/")) return { ...none, socketPath: host };
  const match = /^(tcp|http|https|ssh):\/\/(?:([^@]+)@)?(\[[^\]]+\]|[^:/]+)(?::(\d+))?\/?$/.exec(host);
  if (match === null) {
    throw new UserError(
      `Cannot read Docker host "${host}": expected a form such as "unix:///var/run/docker.sock" or "tcp://192.0.2.1:2375"`,
    );
  }
  const [, scheme = "tcp", username, hostname = "", port] = match;
  const protocol = scheme === "ssh" ? "ssh" : scheme === "https" || port === "2376" ? "https" : "http";
  const usual = { ssh: 22, https: 2376, http: 2375 }[protocol];
  return { ...none, protocol, username, host: hostname, port: port === undefined ? usual : Number(port) };
}

async function openEngine(source: DockerSource, effects: DockerEffects): Promise<Dockerode> {
  const { default: Engine } = await import("dockerode");
  const host = typeof source.host === "string" ? source.host : resolveReference(source.host, effects.environment);
  const options = parseDockerHost(host);
  if (options.protocol === "ssh") options.sshOptions = { agent: effects.environment("SSH_AUTH_SOCK") };
  if (source.certPath === undefined) return new Engine(options);
  const folder = resolveReference(source.certPath, effects.environment);
  const [ca, cert, key] = await Promise.all(
    ["ca.pem", "cert.pem", "key.pem"].map((file) => effects.readText(join(folder, file))),
  );
  return new Engine({ ...options, protocol: "https", ca, cert, key });
}

async function withTimeout<Answer>(timeout: Duration, call: (signal: AbortSignal) => Promise<Answer>): Promise<Answer> {
  const abort = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new SourceError("timeout", `no answer within ${timeout / 1_000} s`));
      abort.abort();
    }, timeout);
  });
  try {
    return await Promise.race([call(abort.signal), expired]);
  } catch (error) {
    throw toSourceError(error);
  } finally {
    clearTimeout(timer);
  }
}

function toSourceError(error: unknown): SourceError | UserError {
  if (error instanceof SourceError || error instanceof UserError) return error;
  const status = isRecord(error) && typeof error["statusCode"] === "number" ? error["statusCode"] : undefined;
  if (status === undefined) return new SourceError("connection", reasonOf(error), { cause: error });
  const said = isRecord(error) && isRecord(error["json"]) ? error["json"]["message"] : undefined;
  return new SourceError("refusal", typeof said === "string" ? said : `HTTP ${status}`, { status, cause: error });
}

function record(answer: unknown, words: string): DockerObject {
  if (!isRecord(answer)) throw new SourceError("shape", `the engine's answer to ${words} is not an object`);
  return answer;
}

function readLines(stream: Readable, onEvent: (event: DockerObject) => void, stop: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    let rest = "";
    stream.setEncoding("utf8");
    stream.on("data", (chunk: string) => {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        const event = parseLine(line);
        if (event !== undefined) onEvent(event);
      }
    });
    const ended = (error?: unknown) => {
      if (stop.aborted) resolve();
      else reject(new SourceError("connection", error === undefined ? "the event stream ended" : reasonOf(error)));
    };
    stream.on("error", ended);
    stream.on("end", () => ended());
    stream.on("close", () => ended());
  });
}

function parseLine(line: string): DockerObject | undefined {
  try {
    const event: unknown = JSON.parse(line);
    return isRecord(event) ? event : undefined;
  } catch {
    return undefined;
  }
}
