const unitTests = [
  "tests/*.test.ts",
  "tests/{analysis,archive,capture,charts,core,explore,lab,promql,site}/**/*.test.ts",
];
const denoPermissions = ["read", "write", "env", "net", "run", "sys", "ffi"].map((name) => `--allow-${name}`);

const demoTests = "tests/demo/*.test.ts";

/** What the gate runs, in order: the name of a step, a command, its arguments. */
export const steps: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
  ["format", "deno", "fmt", "--check"],
  ["lint", "deno", "lint", "--quiet"],
  ["types", "tsc", "--project", "."],
  ["astro", "astro", "check", "--tsconfig", "tsconfig.astro.json", "--minimumSeverity", "warning"],
  ["node", "node", "--test", "--test-timeout=120000", "--test-reporter=spec", ...unitTests],
  [
    "deno",
    "deno",
    "test",
    "--quiet",
    "--no-check",
    ...denoPermissions,
    "--ignore=tests/system,tests/e2e,tests/demo",
    "tests/",
  ],
  // Apart from the others, which would take the processor from the lab.
  ["demo", "node", "--test", "--test-concurrency=1", "--test-reporter=spec", demoTests],
  ["demo-deno", "deno", "test", "--quiet", "--no-check", ...denoPermissions, "tests/demo/"],
];
