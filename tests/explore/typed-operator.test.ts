import assert from "node:assert/strict";
import { test } from "node:test";
import { typedOperator } from "../../src/explore/typed-operator.ts";

const edit = { text: "up{job=}", cursor: 7 };

test("typedOperator() takes the = that is typed for the one that is there", () => {
  assert.deepEqual(typedOperator(edit, "="), edit);
});

test("typedOperator() makes != and !~ of a ! that is typed", () => {
  assert.deepEqual(typedOperator(edit, "!"), { text: "up{job!}", cursor: 7 });
});

test("typedOperator() leaves other keys and places alone", () => {
  for (const key of ["~", '"', "a", ""]) assert.equal(typedOperator(edit, key), undefined, key);
  assert.equal(typedOperator({ ...edit, cursor: 6 }, "="), undefined);
});
