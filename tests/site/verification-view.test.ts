import assert from "node:assert/strict";
import { test } from "node:test";
import { verificationView } from "../../src/pages/_view/verification-view.ts";

const damage = { file: "samples.jsonl", text: "is missing" };

test("verificationView() says that an archive is whole, and takes edited notes for a remark", () => {
  const remarks = [{ file: "notes.md", text: "was edited after recording" }];
  const view = verificationView({ problems: [], remarks });
  assert.deepEqual(view.status, { kind: "pass", shape: "✓", word: "whole: every file as it was recorded" });
  assert.deepEqual(view.remarks, ["notes.md was edited after recording"]);
  assert.equal(view.damage, "");
});

test("verificationView() lists problems, counts those beyond twenty, and has a sentence for the verdict", () => {
  const one = verificationView({ problems: [damage], remarks: [] });
  assert.deepEqual([one.status.shape, one.status.word], ["✕", "1 problem"]);
  assert.deepEqual(one.problems, ["samples.jsonl is missing"]);
  assert.match(one.damage, /1 problem/);
  const many = verificationView({ problems: Array.from({ length: 23 }, () => damage), remarks: [] });
  assert.equal(many.status.word, "23 problems");
  assert.deepEqual([many.problems.length, many.problems.at(-1)], [21, "… and 3 more"]);
});
