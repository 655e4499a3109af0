import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { parse } from "yaml";
import { labPrometheus } from "../../../src/lab/prometheus/config.ts";
import { printExpr } from "../../../src/promql/print.ts";
import { readQuery } from "../../../src/promql/read-query.ts";

const { groups } = labPrometheus({ metrics: 4_781, prometheus: 4_783 });

interface StackRule {
  readonly alert: string;
  readonly expr: string;
  readonly annotations: Readonly<Record<string, string>>;
}

test("labPrometheus() alerts as the stack for a real swarm does, but for its times", async () => {
  const file = new URL("../../../content/stacks/alerts.yml", import.meta.url);
  const stack = parse(await readFile(file, "utf8")) as { groups: { name: string; rules: StackRule[] }[] };
  const timeless = (expr: string) => printExpr(readQuery(expr)).replace(/\[\w+\]/g, "[window]");
  assert.deepEqual(
    groups.map(({ name, rules }) => ({
      name,
      rules: rules.map((rule) => [rule.name, timeless(rule.expr), rule.kind === "alert" && rule.annotations]),
    })),
    stack.groups.map(({ name, rules }) => ({
      name,
      rules: rules.map(({ alert, expr, annotations }) => [alert, timeless(expr), annotations]),
    })),
  );
});
