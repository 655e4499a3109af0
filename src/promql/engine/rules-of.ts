import type { Rules } from "./options.ts";

/**
 * The rules by which a Prometheus of a version answers: 2 for `2.45.1` or `v2.53.0-rc.1`, 3 for what is newer.
 *
 * - 3 when the version is unknown, and for servers whose versions are not Prometheus' own: those follow the newest.
 */
export function rulesOf(version: string | undefined): Rules {
  return version !== undefined && /^v?2\./.test(version) ? 2 : 3;
}
