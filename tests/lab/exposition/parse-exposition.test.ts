import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { ExpositionEntry, ExpositionFormat } from "../../../src/lab/exposition/entry.ts";
import { parseExposition } from "../../../src/lab/exposition/parse-exposition.ts";
import { writeExposition, type WrittenFamily } from "../../../src/lab/exposition/write-exposition.ts";

function parse(text: string, format: ExpositionFormat = "text"): ExpositionEntry[] {
  return [...parseExposition(text, format)];
}

function samplesOf(text: string, format: ExpositionFormat = "text"): unknown[] {
  return parse(text, format).flatMap((entry) =>
    entry.kind === "sample" ? [[entry.labels, entry.value, ...entry.at === undefined ? [] : [entry.at]]] : []
  );
}

test("parseExposition() reads samples, types and help", () => {
  const text = `# HELP http_requests_total Requests,\\n "all" \\\\ of them.
# TYPE http_requests_total counter
http_requests_total{code="200",method="GET"} 1027
# TYPE other untyped
other -1.5e-3
`;
  assert.deepEqual(parse(text), [
    { kind: "help", metric: "http_requests_total", text: 'Requests,\n "all" \\ of them.' },
    { kind: "type", metric: "http_requests_total", type: "counter" },
    {
      kind: "sample",
      labels: { __name__: "http_requests_total", code: "200", method: "GET" },
      value: 1027,
      at: undefined,
    },
    { kind: "type", metric: "other", type: "unknown" },
    { kind: "sample", labels: { __name__: "other" }, value: -0.0015, at: undefined },
  ]);
});

test("parseExposition() reads what is written in unusual ways, as Prometheus does", () => {
  const text = '\n  \n# a comment\n#another\n\ta { x = "1" , y="" , } \t+Inf   1795566272123\nb -Inf 5\nc nan\nd{} 0x';
  assert.throws(() => parse(text), {
    name: "SyntaxError",
    message: 'line 8: "0x" is no number that a sample can have',
  });
  assert.deepEqual(samplesOf(text.slice(0, -1)), [
    [{ __name__: "a", x: "1" }, Infinity, 1795566272123],
    [{ __name__: "b" }, -Infinity, 5],
    [{ __name__: "c" }, NaN],
    [{ __name__: "d" }, 0],
  ]);
});

test("parseExposition() reads values with escapes and line breaks, and names in quotes", () => {
  assert.deepEqual(samplesOf('a{x="\\"\\\\\\n\\t",y="two\nlines"} 1\n{"service up","a b"="c"} 2'), [
    [{ __name__: "a", x: '"\\\n\\t', y: "two\nlines" }, 1],
    [{ __name__: "service up", "a b": "c" }, 2],
  ]);
  assert.deepEqual(samplesOf('a{__proto__="x",constructor="y"} 1'), [
    [Object.fromEntries([["__name__", "a"], ["__proto__", "x"], ["constructor", "y"]]), 1],
  ]);
});

test("parseExposition() reads OpenMetrics: seconds, units, exemplars", () => {
  const text = `# TYPE a_seconds counter
# UNIT a_seconds seconds
# HELP a_seconds Say \\"hi\\".
a_seconds_total{x="1"} 3 1.5009 # {trace="f"} 0.5 1.25
a_seconds_created{x="1"} 1795566272.1 # {} 1
# EOF
`;
  assert.deepEqual(parse(text, "openmetrics").slice(0, 3), [
    { kind: "type", metric: "a_seconds", type: "counter" },
    { kind: "unit", metric: "a_seconds", text: "seconds" },
    { kind: "help", metric: "a_seconds", text: 'Say "hi".' },
  ]);
  assert.deepEqual(samplesOf(text, "openmetrics"), [
    [{ __name__: "a_seconds_total", x: "1" }, 3, 1_500],
    [{ __name__: "a_seconds_created", x: "1" }, 1795566272.1],
  ]);
});

test("parseExposition() reads metadata of a name in quotes, and leaves quotes in the help of the text format alone", () => {
  assert.deepEqual(parse('# TYPE "a \\"b\\"" gauge\n# HELP c Say \\"hi\\",\\n\\\\.'), [
    { kind: "type", metric: 'a "b"', type: "gauge" },
    { kind: "help", metric: "c", text: 'Say \\"hi\\",\n\\.' },
  ]);
});

const refusals: readonly (readonly [text: string, words: string])[] = [
  ["a 1\nb", "line 2: expected a value, found the end"],
  ["a\nb 1", "line 1: expected a value, found the end of the line"],
  ["a 1 2 3\n", 'line 1: expected the end of the line, found " 3"'],
  ["a 1 1.5\n", 'line 1: expected the end of the line, found ".5"'],
  ["a 1 -5\n", 'line 1: expected the end of the line, found " -5"'],
  ["a 1e999", 'line 1: "1e999" is no number that a sample can have'],
  ["a 1_0", 'line 1: "1_0" is no number that a sample can have'],
  ["a 1\r\n", 'line 1: "1\\r" is no number that a sample can have'],
  ["1a 1", 'line 1: expected the name of a metric, found "1a 1"'],
  ["<html>", 'line 1: expected the name of a metric, found "<html>"'],
  ['a{x="1"', "line 1: expected a comma or a closing brace, found the end"],
  ['a{x="1" y="2"} 1', 'line 1: expected a comma or a closing brace, found "y=\\"2\\"} 1"'],
  ['a{x="1",x="2"} 1', 'line 1: the label "x" is given twice'],
  ['a{__name__="b"} 1', 'line 1: the label "__name__" is given twice'],
  ["a{x=1} 1", 'line 1: expected a value in quotes of the label "x", found "1} 1"'],
  ["a{x} 1", 'line 1: expected "=" behind the label "x", found "} 1"'],
  ['a{"b"} 1', "line 1: the name of the metric is given twice"],
  ['{x="1"} 1', "line 1: the metric has no name"],
  ['a{x="1\n} 1', 'line 1: expected a value in quotes of the label "x", found "\\"1"'],
  ["\n# TYPE a countr\n", 'line 2: "countr" is no type of a metric'],
  ["# TYPE a constructor\n", 'line 1: "constructor" is no type of a metric'],
  ["# HELP 1 x", 'line 1: expected the name of a metric behind HELP, found "1 x"'],
];

for (const [text, words] of refusals) {
  test(`parseExposition() refuses ${JSON.stringify(text)}`, () => {
    assert.throws(() => parse(text), { name: "SyntaxError", message: words });
  });
}

const openRefusals: readonly (readonly [text: string, words: string])[] = [
  ["", "line 1: expected # EOF, found the end"],
  ["a 1\n", "line 2: expected # EOF, found the end"],
  ["a 1\n# EOF\na 2\n", "line 3: nothing may follow # EOF"],
  ["\n# EOF\n", "line 1: expected the name of a metric, found the end of the line"],
  ["a  1\n# EOF\n", 'line 1: expected a value, found " 1"'],
  ["a 1 NaN\n# EOF\n", 'line 1: "NaN" is no time'],
  ["# UNIT a_bytes seconds\n# EOF\n", 'line 1: the unit "seconds" is no suffix of the metric "a_bytes"'],
  ["# TYPE a untyped\n# EOF\n", 'line 1: "untyped" is no type of a metric'],
];

for (const [text, words] of openRefusals) {
  test(`parseExposition() refuses ${JSON.stringify(text)} as OpenMetrics`, () => {
    assert.throws(() => parse(text, "openmetrics"), { name: "SyntaxError", message: words });
  });
}

test("parseExposition() gives what stands before the fault", () => {
  const entries: ExpositionEntry[] = [];
  assert.throws(() => {
    for (const entry of parseExposition("a 1\nb 2\nc x\nd 4\n", "text")) entries.push(entry);
  });
  assert.equal(entries.length, 2);
});

test("parseExposition() reads or refuses any text, and never fails otherwise", () => {
  const piece = fc.constantFrom("a", "{", "}", '"', "\\", ",", "=", " ", "\n", "#", "TYPE", "HELP", "1", "e", "-", "é");
  const texts = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(""));
  fc.assert(fc.property(texts, fc.constantFrom("text", "openmetrics"), (text, format) => {
    try {
      for (const entry of parseExposition(text, format)) {
        if (entry.kind === "sample") assert.equal(typeof entry.value, "number");
      }
    } catch (error) {
      assert.ok(error instanceof SyntaxError);
      assert.match(error.message, /^line \d+: /);
    }
  }));
});

const name = fc.stringMatching(/^[a-zA-Z_:][a-zA-Z0-9_:]{0,8}$/);
const label = fc.stringMatching(/^[a-zA-Z_][a-zA-Z0-9_]{0,5}$/).filter((text) => text !== "__name__");
const labels = fc.uniqueArray(fc.tuple(label, fc.string({ unit: "grapheme", minLength: 1 })), {
  selector: ([each]) => each,
  maxLength: 4,
});

test("parseExposition() reads what writeExposition() writes", () => {
  const families: fc.Arbitrary<WrittenFamily> = fc.record({
    name,
    help: fc.string({ unit: "grapheme" }),
    type: fc.constantFrom("counter", "gauge", "histogram"),
    samples: fc.array(fc.record({ name, labels, value: fc.double() }), { minLength: 1, maxLength: 5 }),
  });
  fc.assert(fc.property(families, (family) => {
    assert.deepEqual(parse(writeExposition([family])), [
      { kind: "help", metric: family.name, text: family.help },
      { kind: "type", metric: family.name, type: family.type },
      ...family.samples.map((sample) => ({
        kind: "sample",
        labels: Object.fromEntries([["__name__", sample.name], ...sample.labels]),
        value: sample.value,
        at: undefined,
      })),
    ]);
  }));
});
