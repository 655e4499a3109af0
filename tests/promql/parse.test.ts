import assert from "node:assert/strict";
import { test } from "node:test";
import type { Expr } from "../../src/promql/ast.ts";
import { parseQuery } from "../../src/promql/parse.ts";
import { QuerySyntaxError } from "../../src/promql/syntax-error.ts";

/** The grouping of an expression, every operator and modifier in parentheses. */
function group(expr: Expr): string {
  switch (expr.kind) {
    case "number":
      return String(expr.value);
    case "selector":
      return `${expr.name}${expr.offset === undefined ? "" : "~"}${expr.at === undefined ? "" : `@${expr.at}`}`;
    case "matrix":
      return `${group(expr.selector)}[]`;
    case "subquery":
      return `${group(expr.expr)}[:]${expr.offset === undefined ? "" : "~"}`;
    case "unary":
      return `(${expr.operator}${group(expr.operand)})`;
    case "binary":
      return `(${group(expr.left)} ${expr.operator} ${group(expr.right)})`;
    case "paren":
      return group(expr.expr);
    case "call":
      return `${expr.name}{${expr.args.map(group).join(",")}}`;
    case "aggregation":
      return `${expr.operator}{${group(expr.expr)}}`;
    case "string":
      return expr.value;
  }
}

const groupings: readonly (readonly [query: string, grouping: string])[] = [
  ["a + foo offset 5m", "(a + foo~)"],
  ["a / b offset 5m / c", "((a / b~) / c)"],
  ["a + b offset 5m * c", "(a + (b~ * c))"],
  ["a * b offset 5m + c", "((a * b~) + c)"],
  ["x / x offset 7d", "(x / x~)"],
  ["-foo @ 10", "(-foo@10000)"],
  ["1 + rate(a[5m]) - b[5m:1m] offset 1m", "((1 + rate{a[]}) - b[:]~)"],
  ["-2^2", "(-(2 ^ 2))"],
  ["foo * -2^2", "(foo * (-(2 ^ 2)))"],
  ["2^-2^2", "(2 ^ (-(2 ^ 2)))"],
  ["-1^2*3", "((-(1 ^ 2)) * 3)"],
  ["2 ^ -a * b", "((2 ^ (-a)) * b)"],
  ["2^3^2", "(2 ^ (3 ^ 2))"],
  ["1 -2", "(1 - 2)"],
  ["- - 1", "(-(-1))"],
  ["a or b and c unless d", "(a or ((b and c) unless d))"],
  ["a == b + c * d ^ e", "(a == (b + (c * (d ^ e))))"],
  ["a - b - c", "((a - b) - c)"],
  ["a atan2 b % c", "((a atan2 b) % c)"],
  ["sum(a) OR sum(b) BY (c)", "(sum{a} or sum{b})"],
  ["2. * 3", "(2 * 3)"],
  ["1./6.", "(1 / 6)"],
  ["min_of(1, 2) + MAX_OF(a, 3.)", "(min_of{1,2} + max_of{a,3})"],
  ["fill + fill offset 5m", "(fill + fill~)"],
  ["a + by * and ^ 2", "(a + (by * (and ^ 2)))"],
  ["foo offset -1 ^ 2", "(foo~ ^ 2)"],
  ["5 * -1m", "(5 * (-60))"],
  ["# first\na # then\n+ # more\nb # last", "(a + b)"],
];

for (const [query, grouping] of groupings) {
  test(`parseQuery() groups ${JSON.stringify(query)} as Prometheus does`, () => {
    assert.equal(group(parseQuery(query)), grouping);
  });
}

test("parseQuery() reads upper-case STEP() and MAX_OF() in durations", () => {
  const expr = parseQuery("foo[MAX_OF(STEP() * 2, 5m)]");
  assert.equal(expr.kind === "matrix" && expr.range.kind, "max_of");
});

test("parseQuery() reads quoted names and labels", () => {
  const expr = parseQuery('{"foo.bar", "a.b"="c", __proto__!="d"}');
  assert.deepEqual(expr, {
    kind: "selector",
    position: { start: 0, end: 38 },
    name: "foo.bar",
    matchers: [{ name: "a.b", op: "=", value: "c" }, { name: "__proto__", op: "!=", value: "d" }],
  });
});

test("parseQuery() reads matching, grouping and fill of an operator", () => {
  const expr = parseQuery("a / on (x) group_left (y) fill_left (-1) b");
  assert.equal(expr.kind, "binary");
  if (expr.kind !== "binary") return;
  assert.deepEqual(expr.matching, { kind: "on", labels: ["x"], group: { side: "left", labels: ["y"] } });
  assert.deepEqual(expr.fill, { left: -1 });
});

test("parseQuery() gives each node its position in the text", () => {
  const expr = parseQuery("a + foo offset 5m");
  assert.deepEqual(expr.position, { start: 0, end: 17 });
  assert.deepEqual(expr.kind === "binary" && expr.right.position, { start: 4, end: 17 });
});

test("parseQuery() keeps where an operator and its modifiers stand", () => {
  const expr = parseQuery("a  == bool on (x) b");
  assert.deepEqual(expr.kind === "binary" && expr.operatorPosition, { start: 3, end: 17 });
});

test("parseQuery() reads an instant to the nearest ms, half away from 0", () => {
  for (const [text, at] of [["3.3335", 3_334], ["-3.3335", -3_334], ["1m", 60_000], ["0xA", 10_000]] as const) {
    const expr = parseQuery(`foo @ ${text}`);
    assert.equal(expr.kind === "selector" && expr.at, at, text);
  }
});

test("parseQuery() takes a long row of operators and a deep nest of parentheses", () => {
  const name = "a_name_that_is_long_enough_to_make_a_long_row";
  const row = parseQuery(Array.from({ length: 299 }, () => name).join(" or "));
  assert.equal(row.kind === "binary" && row.right.kind === "selector" && row.right.name, name);
  assert.equal(parseQuery(`${"(".repeat(299)}1${")".repeat(299)}`).kind, "paren");
});

const tooDeep = [
  "(".repeat(600),
  `${"(".repeat(600)}1${")".repeat(600)}`,
  Array.from({ length: 600 }, () => "a").join("+"),
  Array.from({ length: 600 }, () => "1").join("^"),
  `${"-".repeat(600)}1`,
  `a${"[1m:]".repeat(600)}`,
  `a[${Array.from({ length: 600 }, () => "1").join("+")}]`,
  `${"(".repeat(200)}a${"+a+a+a+a)".repeat(200)}`,
];

for (const query of tooDeep) {
  test(`parseQuery() refuses to go as deep as ${query.slice(0, 12)}… of ${query.length} letters`, () => {
    assert.throws(() => parseQuery(query), { name: "QuerySyntaxError", message: /deeper than 300 levels/ });
  });
}

test("parseQuery() names the function that is nearest to one that is none, beside Prometheus' own words", () => {
  const adviceOn = (query: string) => {
    try {
      parseQuery(query);
    } catch (error) {
      return error instanceof QuerySyntaxError ? `${error.message} ${error.advice}` : error;
    }
    return undefined;
  };
  assert.equal(adviceOn("raet(up[1m])"), 'unknown function with name "raet" Did you mean "rate"?');
  assert.equal(adviceOn("qqqq(up)"), 'unknown function with name "qqqq" ');
  assert.equal(adviceOn("sum(sum"), "unclosed left parenthesis ");
});
