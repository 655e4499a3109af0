import { apiVersions } from "./host.ts";
import { EngineRefusal } from "./refusal.ts";

/** A path without the version that may begin it: `/v1.41/nodes` is `/nodes`. Throws `EngineRefusal` for another version. */
export function stripVersion(pathname: string): string {
  const match = /^\/v(\d+)\.(\d+)(\/.*)$/.exec(pathname);
  if (match === null) return pathname;
  const [, major = "", minor = "", path = ""] = match;
  const version = `${major}.${minor}`;
  const { least, most } = apiVersions;
  if (compareVersions(version, most) > 0) {
    throw new EngineRefusal(400, `client version ${version} is too new. Maximum supported API version is ${most}`);
  }
  if (compareVersions(version, least) < 0) {
    const words = `client version ${version} is too old. Minimum supported API version is ${least}`;
    throw new EngineRefusal(400, `${words}, please upgrade your client to a newer version`);
  }
  return path;
}

function compareVersions(a: string, b: string): number {
  const [majorA = 0, minorA = 0] = a.split(".").map(Number);
  const [majorB = 0, minorB = 0] = b.split(".").map(Number);
  return majorA - majorB || minorA - minorB;
}
