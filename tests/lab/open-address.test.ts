import assert from "node:assert/strict";
import { test } from "node:test";
import { openAddress } from "../../src/lab/open-address.ts";

const address = "http://127.0.0.1:4784/sessions/a/";

function opened(platform: string, environment: Record<string, string>, isTerminal = true): readonly string[] {
  const started: string[] = [];
  openAddress(address, {
    platform,
    environment,
    isTerminal,
    start: (command, args) => void started.push([command, ...args].join(" ")),
  });
  return started;
}

test("openAddress() opens the page in the way of the desktop", () => {
  assert.deepEqual(opened("darwin", {}), [`open ${address}`]);
  assert.deepEqual(opened("win32", {}), [`cmd /c start  ${address}`]);
  assert.deepEqual(opened("linux", { DISPLAY: ":0" }), [`xdg-open ${address}`]);
  assert.deepEqual(opened("linux", { WAYLAND_DISPLAY: "wayland-0" }), [`xdg-open ${address}`]);
});

test("openAddress() opens nothing where nobody sits before a desktop", () => {
  assert.deepEqual(opened("linux", {}), []);
  assert.deepEqual(opened("darwin", { CI: "true" }), []);
  assert.deepEqual(opened("darwin", { SSH_CONNECTION: "192.0.2.1 1 192.0.2.2 22" }), []);
  assert.deepEqual(opened("linux", { DISPLAY: ":0" }, false), []);
});
