/** What a proxy says of itself, without what only a clock can tell: times taken and the moment of the last reload. */
export async function metricLines(port: number): Promise<readonly string[]> {
  const response = await fetch(`http://127.0.0.1:${port}/metrics`);
  const text = await response.text();
  return text.split("\n")
    .filter((line) => /^(# \w+ )?traefik_/.test(line))
    .map((line) => isTimed(line) ? line.replace(/ \S+$/, "") : line);
}

function isTimed(line: string): boolean {
  return /^traefik_(config_last_reload_success|\w+_seconds_sum)\b/.test(line) ||
    (/^traefik_\w+_seconds_bucket\{/.test(line) && !line.includes('le="+Inf"'));
}
