import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The Chromium for the browser tests: the one that is named, Playwright's own, one on the PATH. Undefined when there is none. */
export async function findBrowser() {
  const named = process.env.PLAYWRIGHT_CHROMIUM;
  if (named) return named;
  const { chromium } = await import("playwright");
  if (existsSync(chromium.executablePath())) return chromium.executablePath();
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const places = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return places.find((place) => existsSync(place));
}

/** Root may install Debian's Chromium; undefined when that did not work. */
export async function installBrowser() {
  if (process.getuid?.() !== 0) return undefined;
  const options = {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  };
  const apt = (...args) => spawnSync("apt-get", args, options).status === 0;
  if (!apt("update")) return undefined;
  const fonts = ["fonts-noto-core", "fonts-noto-color-emoji"];
  if (!apt("install", "-y", "--no-install-recommends", "chromium", ...fonts)) return undefined;
  return findBrowser();
}
