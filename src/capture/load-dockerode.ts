import { createRequire, Module } from "node:module";
import type Dockerode from "dockerode";

/** Parts of dockerode that a recorder rarely or never calls, and that cost some 25 MB: ssh2, and gRPC for image builds. */
const rare = ["docker-modem/lib/ssh.js", "dockerode/lib/session.js"];

let loaded: typeof Dockerode | undefined;

/** Dockerode, with its rare parts loaded at their first call. */
export function loadDockerode(): typeof Dockerode {
  if (loaded !== undefined) return loaded;
  const own = createRequire(import.meta.url);
  const near = createRequire(own.resolve("dockerode"));
  for (const part of rare) putOff(near, part);
  return loaded = own("dockerode") as typeof Dockerode;
}

/** Puts in the place of a module that exports a function one that loads it when called. */
function putOff(near: NodeJS.Require, part: string): void {
  const path = near.resolve(part);
  if (near.cache[path] !== undefined) return;
  const standIn = new Module(path);
  standIn.filename = path;
  standIn.loaded = true;
  let real: ((...values: unknown[]) => unknown) | undefined;
  standIn.exports = (...values: unknown[]) => {
    if (real === undefined) {
      delete near.cache[path];
      real = near(path) as (...values: unknown[]) => unknown;
    }
    return real(...values);
  };
  near.cache[path] = standIn;
}
