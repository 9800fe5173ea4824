import { defineConfig, devices } from "@playwright/test";
import { findBrowser } from "./scripts/find-browser.mjs";

const isRoot = process.getuid?.() === 0;
const OFFLINE = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/** Stories that are the same at both sizes, and whose pages `every-page` opens on a phone. They run on the desktop only. */
const ONE_SIZE = ["client", "plex-servers", "sign-in", "time-zones", "unknown-address", "webhooks"];

/** Stories run on the production build at two sizes; `commands` are the promises of `npm start` and need no browser. */
export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results",
  globalSetup: "./e2e/start-app.ts",
  fullyParallel: false,
  workers: 2,
  // One more try on a machine that is shared; the report names a story that needed it as flaky.
  retries: 1,
  // No test depends on the speed of the machine. These limits only end tests that hang.
  timeout: 900_000,
  expect: { timeout: 60_000 },
  reporter: [["list"], ["json", { outputFile: ".cache/reports/playwright.json" }]],
  use: {
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: await findBrowser(),
      args: [...OFFLINE, ...(isRoot ? ["--no-sandbox"] : [])],
    },
  },
  projects: [
    { name: "commands", testDir: "e2e/commands" },
    {
      name: "desktop",
      testIgnore: "commands/**",
      use: { ...devices["Desktop Chrome"], viewport: { width: 1440, height: 900 } },
    },
    {
      name: "phone",
      testIgnore: ["commands/**", ...ONE_SIZE.map((name) => `**/${name}.spec.ts`)],
      use: {
        ...devices["Pixel 7"],
        viewport: { width: 390, height: 844 },
        colorScheme: "dark",
      },
    },
  ],
});
