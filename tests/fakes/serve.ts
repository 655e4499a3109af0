import process from "node:process";
import { fakeBook } from "./book.ts";
import { fakeDocker } from "./docker.ts";
import { fakePrometheus } from "./prometheus.ts";
import { fakeWeb } from "./web.ts";

// Fakes in a process of their own, for the bench and for looking at the live view; prints the book's folder.
const [prometheus, docker, web] = await Promise.all([
  fakePrometheus({ series: Number(process.argv[2] ?? 300), interval: 5_000 }),
  fakeDocker(),
  fakeWeb(),
]);
const { book } = await fakeBook({ prometheus: prometheus.url, docker: [docker.url], web: web.url, every: "15s" });
process.stdout.write(`${book}\n`);
process.on("SIGUSR1", () => {
  docker.halt("worker-1", true);
  web.fault(() => Math.random() < 0.4 ? { kind: "status", status: 502, body: "bad gateway" } : { kind: "hang" });
});
process.on("SIGUSR2", () => {
  docker.halt("worker-1", false);
  web.fault(() => ({ kind: "none" }));
  docker.fault((path) => path.startsWith("/info") ? { kind: "none" } : { kind: "hang" });
});
