import { existsSync } from "node:fs";
import process from "node:process";
import { type Browser, chromium } from "playwright-core";

const wellKnown = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** The Chromium of this machine; `CHROMIUM` names another. Throws when there is none: a missing part fails, it never skips. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? wellKnown.find((path) => existsSync(path));
  if (executablePath === undefined) {
    throw new Error('Cannot find Chromium: install it, or name it in the environment variable "CHROMIUM"');
  }
  const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];
  return await chromium.launch({ executablePath, args });
}
