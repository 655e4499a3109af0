import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parse } from "yaml";
import { redactFact } from "../../src/archive/redact-record.ts";
import { redactText, redactUrl, redactValue } from "../../src/archive/redaction.ts";

const at = (path: string, text: string) => redactText(path, text).text;

const compose = `# stack: album
services:
  minio:
    image: minio/minio  # password is below
    command: server /data --console-address ":9001"
    environment:
      MINIO_ROOT_USER: admin
      MINIO_ROOT_PASSWORD: "hunter2 hunter2"   # change me
      TOKENIZER: whitespace
      POSTGRES_PASSWORD_FILE: /run/secrets/db_password
  web:
    environment:
      - DATABASE_URL=postgres://app:s3cr3t@db:5432/app?sslmode=disable
      - "SESSION_SECRET=abc=def=="
      - REDIS_PASSWORD=\${REDIS_PASSWORD:-fallback1}
      - API_KEY=\${API_KEY}
      - AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE
      - AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
    command: ["redis-server", "--requirepass", "letmein", "--appendonly", "yes"]
    healthcheck:
      test: curl -fsS -u admin:topsecret http://localhost:3000/health
    secrets:
      - source: db_password
        target: /run/secrets/db_password
    deploy:
      labels:
        - traefik.enable=true
        - "traefik.http.middlewares.auth.basicauth.users=admin:$$apr1$$H6uskkkW$$IgXLP6ewTrSuBkTrqE8wj/"
        - traefik.http.routers.web.rule=Host(\`myhbsapp.com\`)
secrets:
  db_password:
    external: true
`;

test("redactText() takes the secrets of a compose file and nothing else", () => {
  const { text, redactions } = redactText("configs/stack.yml", compose);
  const secrets = [
    "hunter2",
    "s3cr3t",
    "abc=def",
    "fallback1",
    "AKIAIOSF",
    "wJalrX",
    "letmein",
    "topsecret",
    "IgXLP6ew",
  ];
  for (const secret of secrets) assert.ok(!text.includes(secret), `${secret} is still there:\n${text}`);
  const changed = text.split("\n").filter((line, index) => line !== compose.split("\n")[index]);
  assert.equal(changed.length, secrets.length);
  assert.equal(text.split("\n").length, compose.split("\n").length);
  assert.equal(redactions.length, secrets.length);
  assert.ok(redactions.some(({ place }) => place === "line 8: MINIO_ROOT_PASSWORD"), JSON.stringify(redactions));
  assert.match(text, /MINIO_ROOT_PASSWORD: "«redacted»" {3}# change me/);
  assert.match(text, /postgres:\/\/app:«redacted»@db:5432\/app\?sslmode=disable/);
  assert.match(text, /\$\{REDIS_PASSWORD:-«redacted»\}/);
  assert.match(text, /users=admin:«redacted»"/);
  assert.match(text, /"--requirepass", "«redacted»", "--appendonly"/);
  assert.deepEqual(Object.keys(parse(text) as object), ["services", "secrets"]);
});

const prometheus = `global:
  scrape_interval: 15s # basic auth below
remote_write:
  - url: https://metrics.example.org/api/v1/push?token=abcdef0123&tenant=7
    basic_auth: { username: prom, password: pa55word }
scrape_configs:
  - job_name: app
    authorization:
      type: Bearer
      credentials: eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N
    basic_auth:
      username: prometheus
      password: 'it''s secret'
      password_file: /run/secrets/prom
    bearer_token_file: /var/run/secrets/token
    tls_config:
      ca_file: /etc/ca.pem
      key_file: /etc/key.pem
      key: |
        -----BEGIN RSA PRIVATE KEY-----
        MIIEpAIBAAKCAQEA75
        MIIEpAIBAAKCAQEA76
        -----END RSA PRIVATE KEY-----
    relabel_configs:
      - source_labels: [__address__]
        target_label: instance
        key: value
alerting:
  receivers:
    - slack_configs:
        - api_url: https://hooks.slack.com/services/T000/B000/XXXXYYYYZZZZ
    - secret: <secret>
      password: >-
        folded
        secret text
      smtp_auth_password:
        plainbelow
      next: kept
`;

test("redactText() keeps a prometheus.yml parseable", () => {
  const text = at("prometheus.yml", prometheus);
  for (
    const secret of [
      "abcdef0123",
      "pa55word",
      "eyJ",
      "it''s",
      "MIIE",
      "XXXXYYYY",
      "folded",
      "secret text",
      "plainbelow",
    ]
  ) {
    assert.ok(!text.includes(secret), `${secret} is still there:\n${text}`);
  }
  const read = parse(text);
  assert.equal(read.remote_write[0].url, "https://metrics.example.org/api/v1/push?token=«redacted»&tenant=7");
  assert.deepEqual(read.remote_write[0].basic_auth, { username: "prom", password: "«redacted»" });
  const [job] = read.scrape_configs;
  assert.deepEqual(job.authorization, { type: "Bearer", credentials: "«redacted»" });
  assert.equal(job.basic_auth.password, "«redacted»");
  assert.equal(job.basic_auth.password_file, "/run/secrets/prom");
  assert.equal(job.bearer_token_file, "/var/run/secrets/token");
  assert.equal(job.tls_config.key, "-----BEGIN RSA PRIVATE KEY-----\n«redacted»\n-----END RSA PRIVATE KEY-----\n");
  assert.equal(job.relabel_configs[0].key, "value");
  const receiver = read.alerting.receivers[1];
  assert.deepEqual(receiver, {
    secret: "<secret>",
    password: "«redacted»",
    smtp_auth_password: "«redacted»",
    next: "kept",
  });
});

test("redactText() takes secrets out of TOML, env, JSON, Dockerfiles and command lines", () => {
  const cases: [string, string][] = [
    [`password = "a\\"b" # why`, `password = "«redacted»" # why`],
    [`[auth]\nclientSecret = 'x y'`, `[auth]\nclientSecret = '«redacted»'`],
    [
      `users = ["test:$apr1$H6uskkkW$IgXLP6ewTrSuBkTrqE8wj/", "b:{SHA}nU4eI71bcnBGqeO0t9tXvY1u5oQ="]`,
      `users = ["test:«redacted»", "b:«redacted»"]`,
    ],
    [`admin: $2y$05$c4WoMPo3SXsafkva.HHa6uXQZWr7oboPiC2bT/r7q1BB8I2s0BRqC`, `admin: «redacted»`],
    [`export GF_SECURITY_ADMIN_PASSWORD=p#ss w0rd # note`, `export GF_SECURITY_ADMIN_PASSWORD=«redacted» # note`],
    [
      `{"db":{"password":"x","port":5432},"token":"y","max_tokens":5}`,
      `{"db":{"password":"«redacted»","port":5432},"token":"«redacted»","max_tokens":5}`,
    ],
    [`{"password": 1234, "user": "a"}`, `{"password": "«redacted»", "user": "a"}`],
    [`"{\\"password\\":\\"x\\",\\"user\\":\\"a\\"}"`, `"{\\"password\\":\\"«redacted»\\",\\"user\\":\\"a\\"}"`],
    [`ENV DB_PASSWORD hunter2`, `ENV DB_PASSWORD «redacted»`],
    [`mysqld --user=root --password=abc --port 3306`, `mysqld --user=root --password=«redacted» --port 3306`],
    [`run --token "a b" --name x`, `run --token "«redacted»" --name x`],
    [`- --api-key\n- abc123\n- --verbose`, `- --api-key\n- «redacted»\n- --verbose`],
    [`proxy_set_header Authorization "Bearer abc123def456";`, `proxy_set_header Authorization "Bearer «redacted»";`],
    [`Authorization: Basic YWRtaW46c2VjcmV0`, `Authorization: «redacted»`],
    [`dsn: root:secret@tcp(db:3306)/app`, `dsn: root:«redacted»@tcp(db:3306)/app`],
    [
      `docker swarm join --token SWMTKN-1-3pu6hszjas19xyp7ghgosyx9k8atbfcr8p2is99znpy26u2lkl-1awxwuwd3z9j1z3puu7rcgdbx`,
      `docker swarm join --token «redacted»`,
    ],
    [`password: &pw hunter2`, `password: &pw «redacted»`],
    [`<password>hunter2</password>`, `<password>«redacted»</password>`],
    [`redis://:pw@redis:6379/0`, `redis://:«redacted»@redis:6379/0`],
    [`Server=db;User=sa;Password=abc;Timeout=5`, `Server=db;User=sa;Password=«redacted»;Timeout=5`],
  ];
  for (const [before, after] of cases) assert.equal(at("x", before), after);
});

test("redactText() leaves what only looks like a secret", () => {
  const harmless = [
    "password_file: /run/secrets/x",
    "secrets:\n  - db_password\n  - api_token",
    "key: value",
    "tokenizer: standard",
    "MINIO_ROOT_PASSWORD: ${MINIO_ROOT_PASSWORD}",
    "MINIO_ROOT_PASSWORD=${MINIO_ROOT_PASSWORD:?set it}",
    "password: ''",
    'password: ""',
    "password: {{ vault.password }}",
    "image: registry.example.org:5000/web:1.2@sha256:0123456789abcdef",
    "# Basic authentication and bearer tokens are off",
    "http://prometheus:9090/api/v1/query?query=up",
    "max_tokens: 100\nkey_file: a.pem\nsecretName: tls\npassword_policy: strict",
    "traefik.http.services.web.loadbalancer.server.port=3000",
    "--providers.swarm.endpoint=unix:///var/run/docker.sock",
    "compass: north\nbypass: on",
    "docker run -u 1000:1000 web",
    "GF_SECURITY_ADMIN_PASSWORD__FILE=/run/secrets/grafana",
    'expr: sum(rate(http_requests_total{code=~"5.."}[1m]))',
    "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
  ];
  for (const text of harmless) assert.deepEqual(redactText("x", text), { text, redactions: [] });
});

test("redactText() is idempotent, and quick on hostile text", () => {
  for (const text of [compose, prometheus]) assert.deepEqual(redactText("x", at("x", text)).redactions, []);
  for (
    const piece of ["-----BEGIN PRIVATE KEY-----", 'password: "', "a://b:", "<a>", "password:\n", "?token=", "$apr1$"]
  ) {
    at("x", piece.repeat(3_000));
  }
  fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => at("x", at("x", text)) === at("x", text)));
});

test("redactUrl() keeps the address", () => {
  assert.equal(
    redactUrl("https://me:pw@host:9090/x?access_token=abc&y=1"),
    "https://me:«redacted»@host:9090/x?access_token=«redacted»&y=1",
  );
  assert.equal(redactUrl("http://127.0.0.1:9090"), "http://127.0.0.1:9090");
});

test("redactValue() takes secrets out of a Docker service and leaves the given object", () => {
  const service = {
    ID: "s1",
    Spec: {
      Name: "minio",
      Labels: { "traefik.http.middlewares.a.basicauth.users": "u:$apr1$abcdefgh$IgXLP6ewTrSuBkTrqE8wj/" },
      TaskTemplate: {
        ContainerSpec: {
          Env: ["MINIO_ROOT_USER=admin", "MINIO_ROOT_PASSWORD=hunter2 x", "DATABASE_URL=redis://:pw@r/0"],
          Args: ["--requirepass", "letmein", "--port", "6379", "--token=abc"],
          Secrets: [{ SecretID: "abc", SecretName: "db_password" }],
        },
      },
    },
    JoinTokens: { Worker: "SWMTKN-1-3pu6hszjas19xyp7gh-1awxwuwd3z9j1z3puu7rcgdbx" },
  };
  const copy = structuredClone(service);
  const { value, redactions } = redactValue("journal.ndjson", service);
  assert.deepEqual(service, copy);
  const { Env, Args, Secrets } = value.Spec.TaskTemplate.ContainerSpec;
  assert.deepEqual(Env, [
    "MINIO_ROOT_USER=admin",
    "MINIO_ROOT_PASSWORD=«redacted»",
    "DATABASE_URL=redis://:«redacted»@r/0",
  ]);
  assert.deepEqual(Args, ["--requirepass", "«redacted»", "--port", "6379", "--token=«redacted»"]);
  assert.equal(Secrets, service.Spec.TaskTemplate.ContainerSpec.Secrets);
  assert.equal(value.Spec.Labels["traefik.http.middlewares.a.basicauth.users"], "u:«redacted»");
  assert.equal(value.JoinTokens.Worker, "«redacted»");
  assert.equal(redactions.length, 6);
  assert.equal(redactions[1]?.place, "Spec.TaskTemplate.ContainerSpec.Env[1] MINIO_ROOT_PASSWORD");
  assert.equal(redactValue("x", value).value, value);
});

test("redactFact() takes secrets out of what providers said", () => {
  const reason = "Cannot reach http://me:hunter2@127.0.0.1:9090: refused";
  const { value, redactions } = redactFact({ kind: "blind", at: 1, source: "prometheus", blind: true, reason });
  assert.deepEqual(value, {
    kind: "blind",
    at: 1,
    source: "prometheus",
    blind: true,
    reason: "Cannot reach http://me:«redacted»@127.0.0.1:9090: refused",
  });
  assert.deepEqual(redactions, [
    { file: "journal.ndjson", place: "blind of prometheus: reason", reason: "password in a URL" },
  ]);
  const probe = { kind: "probe", at: 1, probe: "x", ended: [], open: [] } as const;
  const fact = { ...probe, ended: [], open: [] };
  assert.equal(redactFact(fact).value, fact);
});
