import assert from "node:assert/strict";
import { test } from "node:test";
import { readQuery } from "../../src/promql/read-query.ts";
import { formatPlace, formatQueryError, QuerySyntaxError } from "../../src/promql/syntax-error.ts";

const carriers = "must be preceded by an instant vector selector or range vector selector or a subquery";
const durations = "number, duration, step(), or range()";

/** What Prometheus 3 says of each query. */
const refusals: readonly (readonly [query: string, error: string])[] = [
  // What is no token, or misses its end.
  ["", "unknown position: parse error: no expression found in input"],
  ["# only a comment\n", "1:1: parse error: no expression found in input"],
  ["up?", "1:3: parse error: unexpected character: '?'"],
  ["up\u00a0+ 1", "1:3: parse error: unexpected character: '\\u00a0'"],
  ["a =~ b", "1:3: parse error: unexpected character after '=': '~'"],
  ["!a", "1:1: parse error: unexpected character after '!': 'a'"],
  ["(a", "1:3: parse error: unclosed left parenthesis"],
  ["rate(a[5m]", "1:11: parse error: unclosed left parenthesis"],
  ["a)", "1:3: parse error: unexpected right parenthesis ')'"],
  ["a]", "1:2: parse error: unexpected right bracket ']'"],
  ["a[5m", "1:5: parse error: unclosed left bracket"],
  ["a[", "1:3: parse error: unexpected end of input in duration expression"],
  ["a[5m[", "1:5: parse error: unexpected left bracket '['"],
  ["a[x]", "1:3: parse error: unexpected character in duration expression: 'x'"],
  ["a[5m x]", "1:6: parse error: unexpected character: 'x', expected ':'"],
  ["a[:1m]", "1:4: parse error: unexpected colon before duration in duration expression"],
  ["a[5m:1m:]", "1:8: parse error: unexpected colon ':'"],
  ["a{", "1:3: parse error: unexpected end of input inside braces"],
  ["a{{", "1:3: parse error: unexpected left brace '{'"],
  ["a{b:c}", "1:4: parse error: unexpected character inside braces: ':'"],
  ["a{b!}", "1:4: parse error: unexpected character after '!' inside braces: '}'"],
  ['a{b="c}', "1:5: parse error: unterminated quoted string"],
  ["'a\n'", "1:1: parse error: unterminated quoted string"],
  ["`a", "1:1: parse error: unterminated raw string"],
  ['a{b="\\q"}', "1:5: parse error: unknown escape sequence U+0071 'q'"],
  ['"\\8"', "1:1: parse error: unknown escape sequence U+0038 '8'"],
  ['"\\x4', "1:1: parse error: escape sequence not terminated"],
  ['"\\u12g4"', "1:1: parse error: illegal character U+0067 'g' in escape sequence"],
  ['"\\ud800"', "1:1: parse error: escape sequence is an invalid Unicode code point"],
  ['"\\777"', "1:1: parse error: escape sequence is an invalid Unicode code point"],
  ['"\ufffd"', "1:1: parse error: invalid UTF-8 rune"],
  ["1.2.3", '1:1: parse error: bad number or duration syntax: "1.2."'],
  ["1e", '1:1: parse error: bad number or duration syntax: "1e"'],
  ["a[5mi]", '1:3: parse error: bad number or duration syntax: "5mi"'],
  ["a offset 5mm", '1:10: parse error: bad number or duration syntax: "5mm"'],
  ["1_ + 2", '1:1: parse error: error parsing number: strconv.ParseFloat: parsing "1_": invalid syntax'],
  ["1e999", '1:1: parse error: error parsing number: strconv.ParseFloat: parsing "1e999": value out of range'],
  ["a[1m1h]", '1:3: parse error: not a valid duration string: "1m1h"'],
  ["a[1hs]", '1:3: parse error: unknown unit "hs" in duration "1hs"'],
  ["a[1.5h]", '1:3: parse error: unknown unit "." in duration "1.5h"'],
  // A token in the wrong place, and where.
  ["a +", "1:4: parse error: unexpected end of input"],
  ["a b", '1:3: parse error: unexpected identifier "b"'],
  ["a b:c", '1:3: parse error: unexpected metric identifier "b:c"'],
  ['a "text"', '1:3: parse error: unexpected string "\\"text\\""'],
  ['a "a longer text"', '1:3: parse error: unexpected string "\\"a longer "...'],
  ["a 5", '1:3: parse error: unexpected number "5"'],
  ["a 5m", '1:3: parse error: unexpected duration "5m"'],
  ["a sum", "1:3: parse error: unexpected <aggr:sum>"],
  ["a BY", "1:3: parse error: unexpected <BY>"],
  ["a start", '1:3: parse error: unexpected "start"'],
  ["a * / b", "1:5: parse error: unexpected <op:/>"],
  ["a + atan2", "1:5: parse error: unexpected <op:atan2>"],
  ["and(a)", '1:4: parse error: unexpected "("'],
  ["a\n  +\n  )", "3:4: parse error: unexpected right parenthesis ')'"],
  ["a + group_left (b) c", "1:5: parse error: unexpected <group_left>"],
  ["a + on (b) on (c) d", "1:12: parse error: unexpected <on>"],
  ["a fill (0) b", "1:3: parse error: unexpected <fill>"],
  ["sum(a b)", '1:7: parse error: unexpected identifier "b" in aggregation'],
  ["sum by (a) b", '1:12: parse error: unexpected identifier "b" in aggregation'],
  ["sum(a) by (b) by (c)", "1:15: parse error: unexpected <by>"],
  ["sum(a) by b", '1:11: parse error: unexpected identifier "b" in grouping opts, expected "("'],
  ["sum by (a b) (c)", '1:11: parse error: unexpected identifier "b" in grouping opts, expected "," or ")"'],
  ["sum by (,) (a)", '1:9: parse error: unexpected "," in grouping opts, expected label'],
  ["a + on (x) group_left ^ b", '1:23: parse error: unexpected <op:^> in grouping opts, expected "("'],
  ["a{b}", '1:4: parse error: unexpected "}" in label matching, expected label matching operator'],
  ["a{b=c}", '1:5: parse error: unexpected identifier "c" in label matching, expected string'],
  ["a{b=='c'}", '1:5: parse error: unexpected "=" in label matching, expected string'],
  ["a{,}", '1:3: parse error: unexpected "," in label matching, expected identifier or "}"'],
  ["a{b='c' and}", '1:9: parse error: unexpected identifier "and" in label matching, expected "," or "}"'],
  ["a[]", `1:3: parse error: unexpected "]" in subquery or range selector, expected ${durations}`],
  ["a[5m 6m]", '1:6: parse error: unexpected duration "6m" in subquery or range, expected ":" or "]"'],
  [
    "a[5m:*]",
    `1:6: parse error: unexpected <op:*> in subquery selector, expected ${durations.replace(" or", "")}, or "]"`,
  ],
  ["a[5m:1m 2m]", '1:9: parse error: unexpected duration "2m" in subquery selector, expected "]"'],
  ["a offset", `1:9: parse error: unexpected end of input in offset, expected ${durations}`],
  ["a @ b", '1:5: parse error: unexpected identifier "b" in @, expected timestamp'],
  ["abs(a,)", "1:6: parse error: trailing commas not allowed in function call args"],
  // What the parser itself refuses.
  ["rats(a[5m])", '1:1: parse error: unknown function with name "rats"'],
  ["f(1)", '1:1: parse error: unknown function with name "f"'],
  ["sum()", "1:1: parse error: no arguments for aggregate expression provided"],
  ["topk(a)", "1:1: parse error: wrong number of arguments for aggregate expression provided, expected 2, got 1"],
  ["sum(a, b)", "1:1: parse error: wrong number of arguments for aggregate expression provided, expected 1, got 2"],
  ['sum by ("") (a)', '1:9: parse error: invalid label name for grouping: ""'],
  ["a offset 1m offset 2m", "1:1: parse error: offset may not be set multiple times"],
  ["a @ 1 @ 2", "1:1: parse error: @ <timestamp> may not be set multiple times"],
  ["1 + sum(a) offset 1m", `1:5: parse error: offset modifier ${carriers}`],
  ["(a) @ 1", `1:1: parse error: @ modifier ${carriers}`],
  ["a @ Inf", "1:1: parse error: timestamp out of bounds for @ modifier: +Inf"],
  ["a @ -1e19", "1:1: parse error: timestamp out of bounds for @ modifier: -10000000000000000000.000000"],
  ["sum(a)[5m]", "1:7: parse error: ranges only allowed for vector selectors"],
  ["a offset 1m [5m]", "1:13: parse error: no offset modifiers allowed before range"],
  ["a @ end() # now\n [5m]", "2:2: parse error: no @ modifiers allowed before range"],
  ["a[0s]", "1:3: parse error: duration must be greater than 0"],
  ["a[5m:-1m]", "1:6: parse error: duration must be greater than 0"],
  ["a[1m / 0]", "1:6: parse error: division by zero"],
  ["a offset (1m % 0)", "1:14: parse error: modulo by zero"],
  ["a[1e11]", "1:3: parse error: duration out of range"],
  ["a offset Inf", "1:10: parse error: duration out of range"],
  ["abs(a) anchored", "1:1: parse error: anchored modifier not implemented"],
  ["a[5m:] smoothed", "1:1: parse error: smoothed modifier is not supported for subqueries"],
  ["a[5m] anchored smoothed", "1:1: parse error: anchored and smoothed modifiers cannot be used together"],
  ['a{__name__="b"}', '1:1: parse error: metric name must not be set twice: "a" or "b"'],
  ['a{b=~"("}', "1:3: parse error: error parsing regexp: missing closing ): `(`"],
  ['a{b!~"x(?=y)"}', "1:3: parse error: error parsing regexp: invalid or unsupported Perl syntax: `(?=`"],
  // What is of a wrong type, count or matching.
  ["{}", "1:1: parse error: vector selector must contain at least one non-empty matcher"],
  ['abs({a=~".*", b!="c"})', "1:5: parse error: vector selector must contain at least one non-empty matcher"],
  ['{""}', "1:1: parse error: vector selector must contain at least one non-empty matcher"],
  [
    "1 + -'a'",
    '1:5: parse error: unary expression only allowed on expressions of type scalar or instant vector, got "string"',
  ],
  [
    "-a[5m]",
    '1:1: parse error: unary expression only allowed on expressions of type scalar or instant vector, got "range vector"',
  ],
  ["a[5m][10m:]", "1:1: parse error: subquery is only allowed on instant vector, got matrix instead"],
  ["max_over_time(1[5m:])", "1:15: parse error: subquery is only allowed on instant vector, got scalar instead"],
  ["sum(1)", "1:5: parse error: expected type instant vector in aggregation expression, got scalar"],
  ["topk(a, b)", "1:6: parse error: expected type scalar in aggregation parameter, got instant vector"],
  ["count_values(1, b)", "1:14: parse error: expected type string in aggregation parameter, got scalar"],
  ["rate(a)", '1:6: parse error: expected type range vector in call to function "rate", got instant vector'],
  ["abs(1)", '1:5: parse error: expected type instant vector in call to function "abs", got scalar'],
  ["rate(a[5m], 3)", '1:1: parse error: expected 1 argument(s) in call to "rate", got 2'],
  ["time(a)", '1:1: parse error: expected 0 argument(s) in call to "time", got 1'],
  ["round(a, 1, 2)", '1:1: parse error: expected at most 2 argument(s) in call to "round", got 3'],
  ["hour(a, a)", '1:1: parse error: expected at most 1 argument(s) in call to "hour", got 2'],
  ['label_join(a, "b")', '1:1: parse error: expected at least 3 argument(s) in call to "label_join", got 2'],
  ["sort_by_label()", '1:1: parse error: expected at least 1 argument(s) in call to "sort_by_label", got 0'],
  [
    'histogram_quantiles(a, "q")',
    '1:1: parse error: expected at least 3 argument(s) in call to "histogram_quantiles", got 2',
  ],
  ["info(a, b)", "1:9: parse error: expected label selectors only, got vector selector instead"],
  ["info(a, abs(b))", "1:9: parse error: expected label selectors only"],
  ["info(a, 1)", '1:1: parse error: expected type instant vector in call to function "info", got scalar'],
  ["1 == 1", "1:3: parse error: comparisons between scalars must use BOOL modifier"],
  ["a   + bool b", "1:5: parse error: bool modifier can only be used on comparison operators"],
  ["a[5m] + 1", "1:1: parse error: binary expression must contain only scalar and instant vector types"],
  ["1 + 'a'", "1:5: parse error: binary expression must contain only scalar and instant vector types"],
  ["a and 1", '1:1: parse error: set operator "and" not allowed in binary scalar expression'],
  ["1 + on (a) b", "1:1: parse error: vector matching only allowed between instant vectors"],
  ["a + fill (0) 1", "1:1: parse error: filling in missing series only allowed between instant vectors"],
  ["a or fill (0) b", "1:1: parse error: filling in missing series not allowed for set operators"],
  ["a and on (b) group_left c", '1:1: parse error: no grouping allowed for "and" operation'],
  ["a / on (b, c) group_left (c) d", '1:3: parse error: label "c" must not occur in ON and GROUP clause at once'],
  // What Prometheus refuses when it evaluates.
  ["a[1m - 2m]", "1:3: parse error: duration must be greater than 0"],
];

for (const [query, error] of refusals) {
  test(`readQuery() refuses ${JSON.stringify(query)} in Prometheus' words`, () => {
    assert.throws(() => readQuery(query), (thrown) => {
      assert.ok(thrown instanceof QuerySyntaxError, String(thrown));
      assert.equal(formatQueryError(query, thrown), error);
      return true;
    });
  });
}

const accepted = [
  "offset offset 5m + by{by='x'} or and",
  "sum by (bool, on, ignoring, group_left, atan2, a:b, 'é') (fill) + fill",
  "foo{NaN='bc', on!='x',}",
  '{"a", __name__="b"} or {__name__=~"a", __name__!~"b"}',
  "1_000 + 0x_1f + 0755 + .5e3 + 5. + 1h30m + iNf + nAn",
  "a offset-5+a offset .5 or a offset +step ( )",
  "a[5m:step()] offset (5m - range()) @ 1m",
  "a == bool on () group_right () fill_right (-Inf) b",
  "sum(a)by(b)and sum without()(a)",
  "info(a, {}) or info(a, {'target_info'})",
  'label_join(a, "b", ",") or sort_by_label(a) or hour()',
  "rate(a[5m] anchored offset 1m @ end()) or delta(a[5m] smoothed)",
  "a # one\n[ 5m # two\n: 1m] # three\n@ # four\n 10 # five\r offset # six\n 1m",
  "a </ 5 >/ 3",
  "START() + end() - MIN_OF(1, 2)",
  "foo @ StArT() @\n".replace("@\n", ""),
];

for (const query of accepted) {
  test(`readQuery() takes ${JSON.stringify(query)}`, () => assert.doesNotThrow(() => readQuery(query)));
}

test("formatPlace() counts bytes of UTF-8 and lines", () => {
  assert.equal(formatPlace('é{"\u{1f600}"}', 6), "1:10");
  assert.equal(formatPlace("a\r\n+\n\nb", 6), "4:1");
});
