import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { parse } from "yaml";
import { parseDuration } from "../../src/core/time.ts";
import { portsFrom, usualPort } from "../../src/lab/lab-ports.ts";
import { paces } from "../../src/lab/pace.ts";
import { albumServices, networkName, stackName } from "../../src/lab/swarm/services.ts";

interface StackService {
  readonly image: string;
  readonly command?: readonly string[];
  readonly networks: readonly string[];
  readonly ports?: readonly { readonly target: number; readonly published: string }[];
  readonly deploy: {
    readonly replicas: number;
    readonly labels?: readonly string[];
    readonly restart_policy: { readonly delay: string };
    readonly placement?: { readonly constraints: readonly string[] };
  };
}

const text = await readFile("content/stacks/demo.yml", "utf8");

/** The services of the stack file with these variables, others by their defaults. */
function stackWith(variables: Readonly<Record<string, string>>): Readonly<Record<string, StackService>> {
  const whole = text.replace(/\$\{(\w+):-([^}]*)\}/g, (_, name: string, usual: string) => variables[name] ?? usual);
  return (parse(whole) as { readonly services: Record<string, StackService> }).services;
}

for (const [name, pace] of Object.entries(paces)) {
  test(`the lab runs the services of its stack file, at the pace ${name}`, () => {
    const services = stackWith(
      name === "normal" ? {} : { REFRESH: `${pace.refresh}ms`, DIAL_TIMEOUT: `${pace.dialTimeout}ms` },
    );
    const { web, metrics, engine } = portsFrom(usualPort);
    const run = albumServices(pace, { web, metrics, engine });
    assert.deepEqual(
      run.map(({ name, alias }) => [name, alias]),
      Object.keys(services).map((alias) => [`${stackName}_${alias}`, alias]),
    );
    for (const spec of run) {
      const written = services[spec.alias];
      assert.ok(written !== undefined);
      assert.equal(written.image, spec.image);
      assert.deepEqual(written.command ?? [], spec.args);
      assert.deepEqual(written.networks.map((network) => `${stackName}_${network}`), [networkName]);
      assert.equal(written.deploy.replicas, spec.replicas);
      assert.equal(parseDuration(written.deploy.restart_policy.delay), spec.restartDelay);
      assert.deepEqual(written.deploy.labels ?? [], Object.entries(spec.labels).map((pair) => pair.join("=")));
      assert.deepEqual(
        written.deploy.placement?.constraints ?? [],
        spec.hostname === undefined ? [] : [`node.hostname == ${spec.hostname}`],
      );
      assert.deepEqual(
        Object.fromEntries((written.ports ?? []).map(({ target, published }) => [target, Number(published)])),
        spec.published,
      );
    }
  });
}
