import { existsSync } from "node:fs";
import path from "node:path";
import { aptInstall } from "./apt-install.mjs";

const DEBIAN = ["chromium-headless-shell", "chromium"];
const NAMES = [...DEBIAN, "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The Chromium for the browser tests: the one that is named, Playwright's own, one on the PATH. Undefined when there is none. */
export async function findBrowser() {
  const named = process.env.PLAYWRIGHT_CHROMIUM;
  if (named) return named;
  const { chromium } = await import("playwright");
  if (existsSync(chromium.executablePath())) return chromium.executablePath();
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const candidates = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return candidates.find((candidate) => existsSync(candidate));
}

/**
 * Installs Debian's Chromium if this process is root, preferably the headless one, which needs half the work for the tests. Undefined if
 * that fails.
 */
export async function installBrowser() {
  const fonts = ["fonts-noto-core", "fonts-noto-color-emoji"];
  return DEBIAN.some((name) => aptInstall(name, ...fonts)) ? findBrowser() : undefined;
}
