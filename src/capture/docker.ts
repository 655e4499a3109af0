import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type Dockerode from "dockerode";
import type { DockerSource } from "../core/plan.ts";
import { isRecord } from "../core/record.ts";
import type { Duration, Instant } from "../core/time.ts";
import { UserError } from "../core/user-error.ts";
import { dialEngine, readAnswer } from "./docker-answer.ts";
import { type ReadEnvironment, resolveReference, systemEnvironment } from "./environment.ts";
import { type EventHearers, readEventLines } from "./event-lines.ts";
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
   * Tells `hearers` of each swarm event until the stream ends, which rejects, or `stop` aborts it, which resolves.
   * `since` asks for what the engine remembers from that instant on, ms.
   */
  events(hearers: EventHearers, stop: AbortSignal, since?: Instant): Promise<void>;
}

const systemEffects: DockerEffects = {
  environment: systemEnvironment,
  readText: (path) => readFile(path, "utf8"),
  now: Date.now,
};

/** A client for the engine; the connection is made at the first call. */
export function connectDocker(source: DockerSource, given: Partial<DockerEffects> = {}): Docker {
  const effects = { ...systemEffects, ...given };
  let engine: Promise<Dockerode> | undefined;

  async function connected(): Promise<Dockerode> {
    return await (engine ??= openEngine(source, effects));
  }

  async function ask(path: string): Promise<unknown> {
    const docker = await connected();
    return await withTimeout(
      source.timeout,
      async (signal) => await readAnswer(await dialEngine(docker, path, signal), signal),
    );
  }

  const list = async (path: string) => {
    const answer = await ask(`/${path}`);
    if (!Array.isArray(answer) || !answer.every(isRecord)) {
      throw new SourceError("shape", `the engine's answer is not a list of ${path}`);
    }
    return answer;
  };

  return {
    name: source.name,
    nodes: () => list("nodes"),
    services: () => list("services"),
    tasks: () => list("tasks"),
    version: async () => record(await ask("/version"), "version"),
    info: async () => {
      const sent = effects.now();
      const value = record(await ask("/info"), "info");
      const received = effects.now();
      const there = Date.parse(String(value["SystemTime"]));
      const offset = Math.round(there - (sent + received) / 2);
      return { value, clock: Number.isNaN(offset) ? undefined : { offset, roundTrip: received - sent } };
    },
    events: async (hearers, stop, since) => {
      const docker = await connected();
      const asked = new URLSearchParams({ filters: JSON.stringify({ scope: ["swarm"] }) });
      if (since !== undefined) asked.set("since", (since / 1_000).toFixed(3));
      const response = await withTimeout(source.timeout, async (signal) => {
        const either = AbortSignal.any([stop, signal]);
        const answered = await dialEngine(docker, `/events?${asked}`, either);
        if (answered.statusCode !== 200) await readAnswer(answered, either);
        return answered;
      });
      await readEventLines(response, hearers, stop);
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
  const { loadDockerode } = await import("./load-dockerode.ts");
  const Engine = loadDockerode();
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
  return new SourceError("connection", reasonOf(error), { cause: error });
}

function record(answer: unknown, words: string): DockerObject {
  if (!isRecord(answer)) throw new SourceError("shape", `the engine's answer to ${words} is not an object`);
  return answer;
}
