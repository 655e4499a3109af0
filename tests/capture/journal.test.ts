import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { noteAlerts } from "../../src/capture/alert-change.ts";
import { steadyClock, watchClock } from "../../src/capture/clock-watch.ts";
import { readConfigs } from "../../src/capture/config-watch.ts";
import { printFacts } from "../../src/capture/fact-lines.ts";
import { openJournal } from "../../src/capture/journal.ts";
import { emptyState } from "../../src/capture/live-state.ts";
import { formatSessionId } from "../../src/capture/session-id.ts";
import type { Fact } from "../../src/core/fact.ts";

const mark = (at: number): Fact => ({ kind: "mark", at, mark: "note", label: "x" });

test("openJournal() writes in order, many facts in one sync", async () => {
  const batches: (readonly Fact[])[] = [];
  const effects = {
    append: (facts: readonly Fact[]) => Promise.resolve(void batches.push(facts)),
    sleep: () => Promise.resolve(),
    monotonic: () => 0,
  };
  const journal = openJournal(() => {}, effects);
  [1, 2, 3].forEach((at) => journal.write(mark(at)));
  await journal.flushed();
  assert.deepEqual(batches.flat().map(({ at }) => at), [1, 2, 3]);
  assert.equal(batches.length, 1);
});

test("openJournal() keeps facts while the disk is full and writes them later", async () => {
  let full = 2;
  const written: Fact[] = [];
  const append = (facts: readonly Fact[]) =>
    full-- > 0 ? Promise.reject(new Error("the disk is full")) : Promise.resolve(void written.push(...facts));
  const journal = openJournal(() => {}, { append, sleep: () => Promise.resolve(), monotonic: () => 0 });
  journal.write(mark(1));
  journal.write(mark(2));
  await journal.flushed();
  assert.deepEqual(written.map(({ at }) => at), [1, 2]);
  assert.equal(journal.trouble(), undefined);
});

test("openJournal() gives up after its patience, with the disk's words", async () => {
  let clock = 0;
  const effects = {
    append: () => Promise.reject(new Error("the disk is full")),
    sleep: () => Promise.resolve(void (clock += 500)),
    monotonic: () => clock,
  };
  const journal = openJournal(() => {}, effects);
  journal.write(mark(1));
  await assert.rejects(journal.flushed(3_000), /the disk is full/);
});

test("openJournal() tells once that the disk refuses, and how long it did when it takes facts again", async () => {
  let clock = 0;
  let full = 3;
  const told: unknown[] = [];
  const journal = openJournal(() => {}, {
    append: () => full-- > 0 ? Promise.reject(new Error("the disk is full")) : Promise.resolve(),
    sleep: () => Promise.resolve(void (clock += 500)),
    monotonic: () => clock,
    onTrouble: (reason) => told.push(reason),
    onMended: (reason, duration) => told.push([reason, duration]),
  });
  journal.write(mark(1));
  await journal.flushed();
  assert.equal(told[0], "the disk is full");
  assert.equal(told.length, 2);
  assert.ok(Array.isArray(told[1]) && told[1][1] >= 1_500);
});

test("steadyClock() goes on from the wall clock whatever is done to that", () => {
  let [wall, steady] = [1_000_000, 50];
  const now = steadyClock(() => wall, () => steady);
  assert.equal(now(), 1_000_000);
  [wall, steady] = [0, 1_050.4];
  assert.equal(now(), 1_001_000);
});

test("watchClock() tells a jump of the wall clock once", () => {
  let [wall, steady] = [1_000, 0];
  const check = watchClock(() => wall, () => steady);
  [wall, steady] = [2_000, 1_000];
  assert.equal(check(), undefined);
  [wall, steady] = [63_000, 2_000];
  const fact = check();
  assert.match(fact?.kind === "warning" ? fact.text : "", /jumped forward by 60 s/);
  [wall, steady] = [64_000, 3_000];
  assert.equal(check(), undefined);
});

test("noteAlerts() tells each change of state with Prometheus' own stamp", () => {
  const known = new Map();
  const alert = (state: string) => ({
    alerts: [{ labels: { alertname: "Down" }, state, activeAt: "2026-11-22T23:16:12Z" }],
  });
  const labels = { alertname: "Down" };
  const activeAt = Date.parse("2026-11-22T23:16:12Z");
  assert.deepEqual(noteAlerts(known, alert("pending"), 1), [{
    kind: "alert",
    at: 1,
    labels,
    state: "pending",
    activeAt,
  }]);
  assert.deepEqual(noteAlerts(known, alert("pending"), 2), []);
  assert.equal(noteAlerts(known, alert("firing"), 3)[0]?.state, "firing");
  assert.deepEqual(noteAlerts(known, { alerts: [] }, 4), [{ kind: "alert", at: 4, labels, state: "inactive" }]);
});

test("printFacts() tells failures of the probe at once, and successes once a minute", () => {
  const printer = printFacts(emptyState());
  const batch = (at: number, how: number | string): Fact => ({
    kind: "probe",
    at,
    probe: "site",
    ended: [[at - 10, 7, how]],
    open: [],
  });
  assert.deepEqual(printer.print([batch(1_000, 200)]), []);
  assert.match(printer.print([batch(2_000, "ECONNREFUSED")])[0] ?? "", /1 of 1 failed: 1 × ECONNREFUSED/);
  assert.match(
    printer.print([batch(61_500, 200)])[0] ?? "",
    /requests answered in the last minute, median 7 ms, 0 open/,
  );
});

test("printFacts() tells a crowd of swarm changes in one line", () => {
  const printer = printFacts(emptyState());
  const nodes = Array.from({ length: 9 }, (_, index): Fact => ({
    kind: "swarm",
    at: 1,
    source: "m",
    object: "node",
    id: `${index}`,
    value: { ID: `${index}`, Status: { State: "ready" } },
  }));
  const lines = printer.print(nodes);
  assert.equal(lines.length, 1);
  assert.match(lines[0] ?? "", /swarm, 9 changes/);
});

test("readConfigs() reads what globs name, and nothing outside the book or too large", async () => {
  const folder = await mkdtemp(join(tmpdir(), "drillbook-configs-"));
  try {
    const book = join(folder, "book");
    await mkdir(join(book, "stacks", "deep"), { recursive: true });
    await writeFile(join(folder, "secret.yml"), "x");
    await writeFile(join(book, "stacks", "a.yml"), "a");
    await writeFile(join(book, "stacks", "deep", "b.yml"), "b");
    await writeFile(join(book, "stacks", "c.txt"), "c");
    await writeFile(join(book, "stacks", "large.yml"), "x".repeat(1_000_001));
    await symlink(join(folder, "secret.yml"), join(book, "stacks", "link.yml"));
    const { files, warnings } = await readConfigs(book, ["stacks/**/*.yml", "../*.yml", "none/*.yml", "stacks/c.txt"]);
    assert.deepEqual([...files.keys()].sort(), ["stacks/a.yml", "stacks/c.txt", "stacks/deep/b.yml"]);
    assert.equal(warnings.length, 4);
    assert.match(warnings.join("\n"), /large\.yml" is larger than 1 MB/);
    assert.match(warnings.join("\n"), /link\.yml" leads out of the book/);
    assert.match(warnings.join("\n"), /No configuration file matches "none/);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test("formatSessionId() is the UTC start and the plan", () => {
  assert.equal(
    formatSessionId(Date.UTC(2026, 10, 22, 23, 16, 12, 345), "worker-loss"),
    "2026-11-22T231612Z-worker-loss",
  );
});
