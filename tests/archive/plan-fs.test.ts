import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { listPlans, readPlan } from "../../src/archive/plan-fs.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

test("readPlan() reads the first plan of this book by its id and by its path", async () => {
  const plan = await readPlan(root, "worker-loss");
  assert.equal(plan.id, "worker-loss");
  assert.deepEqual(plan.objectives.map(({ id }) => id), ["response-time", "error-rate", "answers"]);
  assert.deepEqual(await readPlan(root, "content/plans/worker-loss.yaml"), plan);
  assert.deepEqual(await readPlan(root, join(root, "content/plans/worker-loss.yaml")), plan);
});

test("readPlan() names the plans there are when it finds none", async () => {
  const book = await mkdtemp(join(tmpdir(), "book-"));
  try {
    await assert.rejects(readPlan(book, "x"), /Cannot find plan "x": there is none in content/);
    await mkdir(join(book, "content", "plans"), { recursive: true });
    await writeFile(join(book, "content", "plans", "b.yml"), "title: [");
    await assert.rejects(readPlan(book, "x"), /there is "b"/);
    await assert.rejects(listPlans(book), /b\.yml:1:\d+ /);
  } finally {
    await rm(book, { recursive: true });
  }
});

test("listPlans() is empty for a book without plans", async () => {
  assert.deepEqual(await listPlans(join(tmpdir(), "no-such-book")), []);
});
