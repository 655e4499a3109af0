import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "yaml";
import { redactText, redactUrl, redactValue } from "../../src/archive/redaction.ts";
import { isSecretName } from "../../src/archive/redaction-words.ts";

const at = (text: string) => redactText("x", text).text;
const base64 = (text: string) => btoa(text);

test("redactText() takes every scalar below a secret name, by the structure of YAML", () => {
  const cases: [string, string][] = [
    ["params:\n  token: [X1, X2] # why\n", "params:\n  token: [«redacted», «redacted»] # why\n"],
    ["params:\n  token:\n    - X1\n", "params:\n  token:\n    - «redacted»\n"],
    ["password:\n  value: X1\n", "password:\n  value: «redacted»\n"],
    ["env:\n  - name: DB_PASSWORD\n    value: X1\n", "env:\n  - name: DB_PASSWORD\n    value: «redacted»\n"],
    ['env: [{name: DB_PASSWORD, value: "X1"}]\n', 'env: [{name: DB_PASSWORD, value: "«redacted»"}]\n'],
    ['password: "one\n  two"\nb: 1\n', 'password: "«redacted»"\nb: 1\n'],
    ["password: 'one\n  two'\nb: 1\n", "password: '«redacted»'\nb: 1\n"],
    ["password: one\n  two\nb: 1\n", "password: «redacted»\nb: 1\n"],
    ["password: &pw |\n  X1\n  X2\nb: 1\n", "password: &pw |\n  «redacted»\nb: 1\n"],
    ["password: !!str |\n  X1\nb: 1\n", "password: !!str |\n  «redacted»\nb: 1\n"],
    ["x-a: &a X1\nDB_PASSWORD: *a\n", "x-a: &a «redacted»\nDB_PASSWORD: *a\n"],
    ["? password\n: X1\n", "? password\n: «redacted»\n"],
  ];
  for (const [before, after] of cases) {
    assert.equal(at(before), after);
    assert.doesNotThrow(() => parse(after));
    assert.deepEqual(redactText("x", after), { text: after, redactions: [] });
  }
});

test("redactText() takes secrets out of JSON, whatever its layout", () => {
  assert.equal(at('{\n "password" :\n   "X"\n}'), '{\n "password" :\n   "«redacted»"\n}');
  assert.equal(at('{"pass\\u0077ord":["X"],"a":1}'), '{"pass\\u0077ord":["«redacted»"],"a":1}');
  assert.equal(at(`{"auths":{"r.io":{"auth":"${base64("me:X")}"}}}`), '{"auths":{"r.io":{"auth":"«redacted»"}}}');
  assert.equal(at(`{"key":"${base64("-----BEGIN PRIVATE KEY-----\nX")}"}`), '{"key":"«redacted»"}');
  assert.equal(at('{"name":"DB_PASSWORD","value":"X"}'), '{"name":"DB_PASSWORD","value":"«redacted»"}');
});

test("redactText() knows the forms of programs", () => {
  const cases: [string, string][] = [
    ["'password' => 'X1',", "'password' => '«redacted»',"],
    ["password:X1", "password:«redacted»"],
    ["machine h\n  login me\n  password X1", "machine h\n  login me\n  password «redacted»"],
    ["h:5432:db:me:X1", "h:5432:db:me:«redacted»"],
    ["admin:rqXMv0gZ1BzTo", "admin:«redacted»"],
    [
      "a.digestauth.users=u1:traefik:X1,u2:traefik:X2",
      "a.digestauth.users=u1:traefik:«redacted»,u2:traefik:«redacted»",
    ],
    ["proxy_set_header X-Api-Key X1;", "proxy_set_header X-Api-Key «redacted»;"],
    ["curl -ume:X1 http://x", "curl -ume:«redacted» http://x"],
    ["mysql -uroot -pX1", "mysql -uroot -p«redacted»"],
    ["requirepass X1", "requirepass «redacted»"],
    ["DB_PASSWORD=$lower", "DB_PASSWORD=«redacted»"],
    ["DB_PASSWORD==X1", "DB_PASSWORD=«redacted»"],
    ["DB_PASSWORD=<X1>", "DB_PASSWORD=«redacted»"],
    ["DB_PASSWORD=${PW-X1}", "DB_PASSWORD=${PW-«redacted»}"],
    ["DB_PASSWORD=«redacted»X1", "DB_PASSWORD=«redacted»"],
    ['passwords = ["X1", "X2"]', 'passwords = ["«redacted»", "«redacted»"]'],
    ['[passwords]\nadmin = "X1"\n[a]\nb = "c"', '[passwords]\nadmin = "«redacted»"\n[a]\nb = "c"'],
    [`token ghp_${"a".repeat(36)} npm_${"b".repeat(36)}`, "token «redacted» «redacted»"],
    ["the password is hunter2", "the password is «redacted»"],
  ];
  for (const [before, after] of cases) assert.equal(at(before), after);
  assert.equal(redactUrl("https://h/?key=X1&a=b"), "https://h/?key=«redacted»&a=b");
  assert.equal(redactUrl("http://me:a/X1@h/"), "http://me:«redacted»@h/");
});

test("isSecretName() knows names in use, and what only sounds so", () => {
  const secret =
    "SECRET_KEY_BASE APP_KEY JWT_KEY SESSION_KEY PASSWORD2 PASSWORD_1 ADMINPASS ROOT_PW psk X-Api-Key passwords";
  for (const name of secret.split(" ")) assert.ok(isSecretName(name), name);
  const harmless = "secrets password_file tokenizer token_ttl max_tokens secretName key_file bypass compass keyspace";
  for (const name of harmless.split(" ")) assert.ok(!isSecretName(name), name);
});

test("redactText() leaves declarations, references and ordinary words", () => {
  const harmless = [
    "secrets:\n  db_password:\n    file: ./db.txt\n  api_token:\n    external: true\n",
    "authorization:\n  type: Bearer\n  credentials_file: /run/token\n",
    "sticky:\n  cookie:\n    name: lb\n",
    "bearer: { env: PROM_TOKEN }\nbasic:\n  password: { env: PROM_PASSWORD }\n",
    "- name: DB_USER\n  value: app\n",
    "http://192.0.2.11/",
    "worker-1 halted",
    "password rotation begins",
    "pass: each verdict is held",
  ];
  for (const text of harmless) assert.deepEqual(redactText("x", text), { text, redactions: [] });
});

test("redactValue() reads arguments, siblings and lists", () => {
  const value = {
    env: [{ name: "DB_PASSWORD", value: "X" }, { name: "A", value: "b" }],
    redis: ["CMD", "redis-cli", "-a", "X", "ping"],
    curl: ["curl", "-u", "me:X", "http://h/"],
    mysql: ["mysqladmin", "-pX"],
    user: ["run", "-u", "1000:1000"],
    password: ["X"],
    auth: base64("me:X"),
    query: 'up{token="x"}',
  };
  assert.deepEqual(redactValue("x", value).value, {
    env: [{ name: "DB_PASSWORD", value: "«redacted»" }, { name: "A", value: "b" }],
    redis: ["CMD", "redis-cli", "-a", "«redacted»", "ping"],
    curl: ["curl", "-u", "me:«redacted»", "http://h/"],
    mysql: ["mysqladmin", "-p«redacted»"],
    user: ["run", "-u", "1000:1000"],
    password: ["«redacted»"],
    auth: "«redacted»",
    query: 'up{token="x"}',
  });
});

test("redactText() is linear, and never throws", () => {
  const items = Array.from(
    { length: 9_000 },
    (_, id) => ({ id, password: `p${id}`, url: `http://me:p${id}@h/`, n: [1] }),
  );
  const start = performance.now();
  assert.ok(!/"p\d/.test(at(JSON.stringify(items))));
  assert.ok(performance.now() - start < 5_000);
  for (const text of ["[".repeat(100_000), "{".repeat(50_000), "a: &a [*a, *a]\npassword: *a\n", "a: b: c\n\t- x"]) {
    at(text);
  }
});
