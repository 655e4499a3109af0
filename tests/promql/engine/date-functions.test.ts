import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { dateFunctions } from "../../../src/promql/engine/date-functions.ts";

test("dateFunctions agree with the calendar of the platform", () => {
  fc.assert(fc.property(fc.integer({ min: -62_000_000_000, max: 250_000_000_000 }), (seconds) => {
    const date = new Date(seconds * 1_000);
    const get = (name: string) => dateFunctions[name]?.(seconds);
    assert.equal(get("year"), date.getUTCFullYear());
    assert.equal(get("month"), date.getUTCMonth() + 1);
    assert.equal(get("day_of_month"), date.getUTCDate());
    assert.equal(get("day_of_week"), date.getUTCDay());
    assert.equal(get("hour"), date.getUTCHours());
    assert.equal(get("minute"), date.getUTCMinutes());
    assert.equal(
      get("days_in_month"),
      new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate(),
    );
  }));
});

test("day_of_year counts from 1", () => {
  const at = (text: string) => dateFunctions.day_of_year?.(Date.parse(text) / 1_000);
  assert.deepEqual(["2023-01-01", "2023-12-31", "2024-12-31"].map(at), [1, 365, 366]);
});
