import assert from "node:assert/strict";
import { test } from "node:test";
import { remarkOnPhase } from "../../src/capture/control-command.ts";

test("remarkOnPhase() names the plan's phases for one that it does not list", () => {
  assert.equal(
    remarkOnPhase("x", ["baseline", "one worker"]),
    'Remark: the plan lists no such phase; it lists "baseline", "one worker"',
  );
  assert.equal(remarkOnPhase("baseline", ["baseline"]), undefined);
  assert.equal(remarkOnPhase("x", []), undefined);
});
