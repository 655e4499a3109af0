import assert from "node:assert/strict";
import { test } from "node:test";
import { storeOf } from "../../src/promql/engine/store.ts";
import { readQuery } from "../../src/promql/read-query.ts";
import { findUnmatched, unknownMetric } from "../../src/promql/unmatched.ts";
import { seriesOf } from "../explore/some-series.ts";

const store = storeOf([
  seriesOf({ __name__: "requests_total", code: "200" }, [1, 2]),
  seriesOf({ __name__: "requests_total", code: "500" }, [1, 2]),
  seriesOf({ __name__: "up" }, [1, 1]),
]);
const unmatched = (query: string) => findUnmatched(readQuery(query), store);

test("findUnmatched() tells once what each selector lacks, and nothing of one that finds series", () => {
  assert.deepEqual(unmatched("request_total + request_total + up"), [
    'The archive holds no metric "request_total"; the nearest that it holds: "requests_total"',
  ]);
  assert.deepEqual(unmatched('requests_total{code="404"}'), [
    'No series of "requests_total" in the archive has code="404"; there are "200" and "500"',
  ]);
  assert.deepEqual(unmatched('up{job="x"}'), ['No series of "up" in the archive has a label "job"']);
  assert.deepEqual(unmatched('requests_total{cdoe="200"}'), [
    'No series of "requests_total" in the archive has a label "cdoe"; did you mean "code"?',
  ]);
  assert.deepEqual(unmatched('{job="x"}'), ['The archive has no series of {job="x"}']);
});

test("findUnmatched() names what an archive holds where nothing is near", () => {
  assert.deepEqual(unmatched("zzzzzzzzzzzz"), [
    'The archive holds no metric "zzzzzzzzzzzz"; it holds "requests_total" and "up"',
  ]);
  assert.deepEqual(findUnmatched(readQuery("zzz"), storeOf([])), ['The archive holds no metric "zzz"']);
});

test("unknownMetric() names what is near", () => {
  assert.equal(
    unknownMetric("a_total", ["a_totals"]),
    'The archive holds no metric "a_total"; the nearest that it holds: "a_totals"',
  );
  assert.equal(unknownMetric("requests", []), 'The archive holds no metric "requests"');
});
