import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A book in a folder of its own, with a plan `drill` for the given sources. */
export async function fakeBook(sources: FakeSources): Promise<{ readonly book: string; remove(): Promise<void> }> {
  const book = await mkdtemp(join(tmpdir(), "drillbook-"));
  await mkdir(join(book, "content", "plans"), { recursive: true });
  await mkdir(join(book, "stacks"));
  await writeFile(join(book, "stacks", "web.yml"), "services:\n  web:\n    image: web:1\n");
  await writeFile(join(book, "content", "plans", "drill.yaml"), planText(sources));
  return { book, remove: () => rm(book, { recursive: true, force: true }) };
}

/** Where the fakes listen; what is absent is absent from the plan. */
export interface FakeSources {
  readonly prometheus?: string;
  readonly docker?: readonly string[];
  readonly web?: string;
  /** How often Prometheus is asked. */
  readonly every?: string;
  readonly swarmEvery?: string;
  readonly interval?: string;
}

function planText(
  { prometheus, docker = [], web, every = "1s", swarmEvery = "1s", interval = "250ms" }: FakeSources,
): string {
  const lines = ["title: A drill", "sources:"];
  if (prometheus !== undefined) {
    lines.push("  prometheus:", `    url: ${prometheus}`, `    every: ${every}`, "    timeout: 1s");
  }
  if (docker.length > 0) lines.push("  docker:");
  docker.forEach((url, index) => {
    lines.push(
      `    - name: manager${index === 0 ? "" : `-${index + 1}`}`,
      `      host: ${url.replace("http:", "tcp:")}`,
      "      timeout: 500ms",
    );
  });
  if (web !== undefined) {
    lines.push(
      "  probes:",
      "    - name: site",
      `      url: ${web}`,
      `      interval: ${interval}`,
      "      timeout: 2s",
    );
  }
  lines.push(
    `swarm: { every: ${swarmEvery} }`,
    "step: 1s",
    "configs: [stacks/*.yml]",
    "phases: [baseline, one worker]",
    "objectives:",
  );
  if (prometheus !== undefined) {
    lines.push(
      "  - id: latency",
      "    title: Response time",
      "    query: avg(rate(requests_total[10s]))",
      "    threshold: 200ms",
    );
  }
  if (web !== undefined) lines.push("  - id: answers", "    title: Answers", "    probe: site", "    threshold: 99 %");
  return `${lines.join("\n")}\n`;
}
