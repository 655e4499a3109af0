import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { noteParts } from "../../src/pages/_view/notes-view.ts";

test("noteParts() splits the notes at directives and keeps the order", () => {
  const { parts } = noteParts("# Before\n\n::chart{id=response-time}\n\nAfter *it*.\n");
  assert.deepEqual(parts, [
    { kind: "words", html: "<h3>Before</h3>" },
    { kind: "chart", id: "response-time" },
    { kind: "words", html: "<p>After <em>it</em>.</p>" },
  ]);
});

test("noteParts() takes a quoted id, and leaves a directive inside a line or a code block alone", () => {
  assert.deepEqual(noteParts('::chart{id="a b"}').parts, [{ kind: "chart", id: "a b" }]);
  assert.equal(noteParts("see ::chart{id=a}").parts[0]?.kind, "words");
  assert.equal(noteParts("```\n::chart{id=a}\n```\n").parts[0]?.kind, "words");
});

test("noteParts() begins headings one level below the page's", () => {
  const { parts } = noteParts("# a\n\n## b\n\n### c\n\n###### d\n");
  assert.deepEqual(parts, [{ kind: "words", html: "<h3>a</h3>\n<h3>b</h3>\n<h4>c</h4>\n<h6>d</h6>" }]);
});

test("noteParts() numbers the links that lead outside and keeps their addresses for paper", () => {
  const { parts, footnotes } = noteParts("[a](https://example.org/?x=1&y=2) [b](#provenance)\n");
  assert.deepEqual(footnotes, ["https://example.org/?x=1&y=2"]);
  assert.deepEqual(parts, [{
    kind: "words",
    html: '<p><a href="https://example.org/?x=1&amp;y=2">a</a><sup class="footnote-mark">[1]</sup> ' +
      '<a href="#provenance">b</a></p>',
  }]);
});

test("noteParts() leaves nothing that runs, loads or styles", () => {
  const hostile = [
    "<script>alert(1)</script>",
    '<img src="https://example.org/x.png">',
    "![x](https://example.org/x.png)",
    "[x](javascript:alert(1))",
    "[x](data:text/html,x)",
    '<p style="position:fixed" onclick="x" class="top" id="main">x</p>',
    "<style>*{}</style><iframe src=x></iframe><form><input></form>",
  ];
  for (const text of hostile) {
    const html = noteParts(text).parts.map((part) => (part.kind === "words" ? part.html : "")).join("");
    assert.doesNotMatch(
      html,
      /<(script|img|style|iframe|form|input)|javascript:|data:|style=|onclick|class=|id=/i,
      text,
    );
  }
});

test("noteParts() never throws and never lets a script through", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("<script>", "</p>", "::chart{id=", "}", "\n", "[a](", ")", "`", "x")),
      (bits) => {
        const { parts } = noteParts(bits.join(""));
        assert.ok(parts.every((part) => part.kind === "chart" || !part.html.includes("<script")));
      },
    ),
  );
});
