import assert from "node:assert/strict";
import { test } from "node:test";
import { checkTemplate, expandTemplate } from "../../../src/lab/prometheus/template.ts";

test("expandTemplate() puts in the value and labels", () => {
  const sample = { labels: { job: "web" }, value: 1_234_567 };
  assert.equal(expandTemplate("{{ $value }} {{$labels.job}}|{{ $labels.other }}|", sample), "1.234567e+06 web||");
  assert.equal(expandTemplate("plain } text {", sample), "plain } text {");
});

test("checkTemplate() refuses all else of a template", () => {
  checkTemplate("{{ $value }} of {{ $labels.job }}", "x");
  for (const text of ["{{ .Value }}", "{{- $value }}", "{{ $labels }}", "{{ $labels.a.b }}", "{{ if $value }}", "{{"]) {
    assert.throws(
      () => checkTemplate(text, '"summary"'),
      { name: "UserError", message: /^Cannot use "summary": / },
      text,
    );
  }
});
