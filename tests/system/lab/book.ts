import { copyFile, mkdir } from "node:fs/promises";
import path from "node:path";
import { prometheusFiles } from "./prometheus.ts";
import { content } from "./layout.ts";
import { stackFile } from "./swarm.ts";

/** The plan by which the drill is recorded, as users write one; its id is the file's name. */
export const planFile = path.join(content, "plans", "album.yaml");

export const planId = path.basename(planFile, ".yaml");

/** Makes a book with the lab's plan and the configuration files that the lab runs with. */
export async function writeBook(book: string): Promise<void> {
  const plans = path.join(book, "content", "plans");
  const stacks = path.join(book, "content", "stacks");
  await mkdir(plans, { recursive: true });
  await mkdir(stacks, { recursive: true });
  await mkdir(path.join(book, "content", "sessions"), { recursive: true });
  await copyFile(planFile, path.join(plans, path.basename(planFile)));
  await copyFile(stackFile, path.join(stacks, "album.yml"));
  for (const file of prometheusFiles) await copyFile(file, path.join(stacks, path.basename(file)));
}
