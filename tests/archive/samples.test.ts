import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createMerger } from "../../src/archive/merge.ts";
import { formatSamples } from "../../src/archive/samples.ts";
import { parseSamples } from "../../src/archive/samples-read.ts";
import type { Series } from "../../src/core/series.ts";
import { makeWorkload } from "../bench/workload.ts";

const staleBits = 0x7ff0000000000002n;

function bitsOf(values: Float64Array): bigint[] {
  return Array.from(new BigUint64Array(new Float64Array(values).buffer));
}

/** A series as plain values whose equality is equality of bits; of a staleness marker only the flag counts. */
function exact({ labels, times, values, stale }: Series) {
  const flags = Array.from(times, (_, index) => stale?.[index] ?? 0);
  const bits = bitsOf(values).map((value, index) => flags[index] === 1 ? staleBits : value);
  return { labels: Object.entries(labels), times: bitsOf(times), bits, flags };
}

function assertSame(read: readonly Series[], written: readonly Series[]) {
  assert.deepEqual(read.map(exact), written.map(exact));
}

function makeSeries(values: readonly number[], times?: readonly number[], stale?: readonly number[]): Series {
  return {
    labels: { __name__: "x" },
    times: Float64Array.from(times ?? values.map((_, index) => 1_700_000_000_000 + 5_000 * index)),
    values: Float64Array.from(values),
    stale: stale && Uint8Array.from(stale),
  };
}

const anyBits = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((bits) =>
  new Float64Array(BigUint64Array.of(bits).buffer)[0]!
);
const value = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 1e6 }) },
  { weight: 3, arbitrary: fc.integer({ min: -1e9, max: 1e9 }).map((whole) => whole / 1_000) },
  fc.double(),
  anyBits,
  fc.constantFrom(
    NaN,
    Infinity,
    -Infinity,
    -0,
    0,
    5e-324,
    1.7976931348623157e308,
    2 ** 53,
    2 ** 53 + 2,
    1e21,
    1e-7,
    0.1 + 0.2,
  ),
);
const time = fc.oneof(fc.integer({ min: 1_700_000_000_000, max: 1_700_000_100_000 }), fc.maxSafeInteger(), fc.double());
const label = fc.oneof(fc.string(), fc.constantFrom('","deltas":[1', "__proto__", "«»\n\u2028"));
const labels = fc.array(fc.tuple(label, label), { maxLength: 4 }).map((entries) => Object.fromEntries(entries));

const series = fc.array(fc.record({ at: time, value, stale: fc.boolean() }), { maxLength: 30 }).chain((samples) =>
  fc.tuple(labels, fc.boolean(), fc.boolean()).map(([labels, sorted, marked]): Series => {
    const stamps = samples.map(({ at }) => at);
    if (sorted) stamps.sort((a, b) => a - b);
    // By way of the bits: a plain array would lose which NaN it is.
    const values = new Float64Array(samples.length);
    samples.forEach(({ value }, index) => void (values[index] = value));
    const flags = Uint8Array.from(samples, ({ stale }) => marked && stale ? 1 : 0);
    return { labels, times: Float64Array.from(stamps), values, stale: flags.includes(1) ? flags : undefined };
  })
);

test("parseSamples() reads what formatSamples() wrote, bit for bit", () => {
  fc.assert(
    fc.property(fc.array(series, { maxLength: 6 }), (all) => assertSame(parseSamples(formatSamples(all)), all)),
    {
      numRuns: 500,
    },
  );
});

test("parseSamples() keeps every NaN pattern, infinities, -0 and staleness markers", () => {
  const patterns = [staleBits, 0x7ff8000000000001n, 0x7ff8000000000000n, 0xfff8000000000000n, 0x7ff0000000000001n];
  const values = new Float64Array(BigUint64Array.from([...patterns, 0x8000000000000000n, 0x7ff0000000000000n]).buffer);
  const written: Series = { ...makeSeries(Array.from(values)), values };
  assertSame(parseSamples(formatSamples([written])), [written]);
  const marked = { ...written, stale: Uint8Array.of(1, 0, 0, 0, 0, 0, 0) };
  const [read] = parseSamples(formatSamples([marked]));
  assertSame([read as Series], [marked]);
  assert.equal(bitsOf(read!.values)[0], staleBits);
});

test("parseSamples() keeps counter resets, duplicate and irregular stamps, huge and tiny doubles", () => {
  const counter = makeSeries([1, 5, 9, 0, 3, 1e15, 2 ** 53, -(2 ** 53)]);
  const stamps = makeSeries([1.5, 2.25, 2.25, 7], [1_000, 1_000, 900, 2_000.5]);
  const extreme = makeSeries([5e-324, -1.7976931348623157e308, 2.2250738585072014e-308, 123456789.123456789, 0.1]);
  assertSame(parseSamples(formatSamples([counter, stamps, extreme])), [counter, stamps, extreme]);
});

test("formatSamples() writes scrape times once per target, also for a series born later", () => {
  const whole = makeSeries([1, 2, 3, 4]);
  const born = makeSeries([7, 8], Array.from(whole.times.subarray(2)));
  const text = formatSamples([born, whole]);
  assert.equal(text.split("\n").length, 1 + 1 + 2 + 1);
  const [first, second] = parseSamples(text);
  assertSame([first as Series, second as Series], [born, whole]);
  assert.equal(first?.times.buffer, second?.times.buffer);
});

test("formatSamples() refuses columns of different lengths", () => {
  assert.throws(() => formatSamples([{ ...makeSeries([1, 2]), times: Float64Array.of(1) }]), RangeError);
});

test("parseSamples() names the line that is damaged, and allocates nothing for a lie", () => {
  const head = (columns: number, series: number, samples: number) =>
    JSON.stringify({ format: "drillbook samples", version: 1, columns, series, samples });
  const column = '{"length":2,"scale":0,"deltas":[1,1]}';
  const line = (times: string, array: string) => `{"labels":{},"times":${times},${array}}`;
  const cases: [string, RegExp][] = [
    ["", /line 1/],
    ["{}\n", /line 1/],
    [`${head(1, 0, 0)}\n`, /line 1/],
    [`${head(0, 0, 0)}`, /ends inside the line/],
    [`${head(1, 0, 0)}\n{"length":1e15,"scale":0,"deltas":[1]}\n`, /line 2: fewer than/],
    [`${head(1, 0, 0)}\n{"length":-1,"scale":0,"deltas":[1]}\n`, /line 2/],
    [`${head(1, 0, 0)}\n{"length":2,"scale":99,"deltas":[1,1]}\n`, /line 2/],
    [`${head(1, 0, 0)}\n{"length":2,"scale":0,"deltas":[1,99999999999999999999]}\n`, /line 2/],
    [`${head(1, 0, 0)}\n{"length":2,"scale":0,"deltas":[1,]}\n`, /line 2/],
    [`${head(1, 0, 0)}\n{"length":1,"scale":0,"deltas":[1,2]}\n`, /line 2: more than 1/],
    [`${head(1, 1, 2)}\n${column}\n${line("[0,1,2]", '"scale":0,"deltas":[1,1]')}\n`, /line 3: its times/],
    [`${head(1, 1, 2)}\n${column}\n${line("[5,0,2]", '"scale":0,"deltas":[1,1]')}\n`, /line 3: its times/],
    [`${head(1, 1, 2)}\n${column}\n${line("[0,0,2]", '"scale":0,"deltas":["NaN:0000000000000000",1]')}\n`, /line 3/],
    [`${head(1, 1, 2)}\n${column}\n${line("[0,0,2]", '"scale":0,"deltas":["stal",1]')}\n`, /line 3/],
    [`${head(1, 1, 2)}\n${column}\n${line("[0,0,2]", '"decimals":[null,1]')}\n`, /line 3/],
    [`${head(1, 1, 2)}\n${column}\n${line("[0,0,2]", '"decimals":[1e999,1]')}\n`, /line 3/],
    [`${head(1, 1, 1)}\n${column}\n${line("[0,0,2]", '"decimals":[1,1]')}\n`, /states 1 samples/],
    [`${head(1, 1, 2)}\n${column}\n{"labels":{"a":1},"times":[0,0,2],"decimals":[1,1]}\n`, /labels/],
  ];
  for (const [text, expected] of cases) assert.throws(() => parseSamples(text), expected, text);
});

test("parseSamples() answers hostile text with SyntaxError or samples, never otherwise", () => {
  const sound = formatSamples([makeSeries([1, 2.5, NaN]), makeSeries([0.1 + 0.2, 1e300])]);
  const edit = fc.tuple(fc.nat(sound.length - 1), fc.string({ maxLength: 3 }), fc.nat(4));
  fc.assert(fc.property(edit, ([at, text, cut]) => {
    try {
      parseSamples(sound.slice(0, at) + text + sound.slice(at + cut));
    } catch (error) {
      assert.ok(error instanceof SyntaxError && /line \d+/.test(error.message), String(error));
    }
  }));
});

test("formatSamples() stays below 4 bytes a sample on the workload, and it reads back exactly", () => {
  const workload = makeWorkload(300);
  const text = formatSamples(workload);
  assertSame(parseSamples(text), workload);
  assert.equal(workload.length, 200);
  assert.ok(text.length / (200 * 300) < 4.5);
});

test("createMerger() lets the later window win and keeps the order of time", () => {
  const merger = createMerger();
  merger.add([makeSeries([1, 2, 3], [10, 20, 30])]);
  merger.add([makeSeries([9, 4], [30, 40]), { ...makeSeries([7], [5]), labels: { __name__: "y" } }]);
  merger.add([makeSeries([NaN, 0], [15, 15], [1, 0])]);
  merger.add([makeSeries([NaN], [40], [1])]);
  const [x, y] = merger.finish();
  assertSame([x!, y!], [
    makeSeries([1, 0, 2, 9, NaN], [10, 15, 20, 30, 40], [0, 0, 0, 0, 1]),
    { ...makeSeries([7], [5]), labels: { __name__: "y" } },
  ]);
});

test("createMerger() gives the same for windows cut anywhere", () => {
  fc.assert(fc.property(fc.array(value, { maxLength: 60 }), fc.integer({ min: 1, max: 9 }), (values, size) => {
    const whole = makeSeries(values);
    const merger = createMerger();
    for (let at = 0; at < values.length; at += size) {
      const end = at + size + 2;
      merger.add([{
        labels: whole.labels,
        times: whole.times.slice(at, end),
        values: whole.values.slice(at, end),
        stale: undefined,
      }]);
    }
    assertSame(merger.finish(), values.length === 0 ? [] : [whole]);
  }));
});
