import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiFailure, invalidParameter } from "../../../src/promql/api/api-failure.ts";
import { formatFailure, formatSuccess } from "../../../src/promql/api/envelope.ts";

test("formatSuccess() leaves out what there is none of", () => {
  assert.equal(formatSuccess("[]"), '{"status":"success","data":[]}');
  assert.equal(
    formatSuccess("1", { warnings: ["a"], infos: ["b <c>"] }),
    '{"status":"success","data":1,"warnings":["a"],"infos":["b \\u003cc\\u003e"]}',
  );
});

test("formatSuccess() tells ten remarks of a kind and counts the others", () => {
  const infos = Array.from({ length: 12 }, (_, index) => `i${index}`);
  const body = JSON.parse(formatSuccess("[]", { warnings: [], infos })) as { infos: string[] };
  assert.equal(body.infos.length, 11);
  assert.deepEqual(body.infos.slice(9), ["i9", "2 more info annotations omitted"]);
});

test("formatFailure() has the type and Prometheus' words", () => {
  const failure = invalidParameter("query", '1:5: parse error: unexpected <op:%> "');
  assert.equal(failure.status, 400);
  assert.equal(
    formatFailure(failure),
    '{"status":"error","errorType":"bad_data",' +
      '"error":"invalid parameter \\"query\\": 1:5: parse error: unexpected \\u003cop:%\\u003e \\""}',
  );
  assert.equal(new ApiFailure("execution", "").status, 422);
  assert.equal(new ApiFailure("timeout", "").status, 503);
  assert.equal(new ApiFailure("bad_data", "", { status: 413 }).status, 413);
});
