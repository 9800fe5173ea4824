import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": import.meta.dirname } },
  test: {
    include: ["app", "components", "lib", "prisma", "scripts", "server"].map(
      (folder) => `${folder}/**/*.test.{ts,tsx}`,
    ),
    globalSetup: ["lib/testing/start-services.ts"],
    setupFiles: ["lib/testing/patience.ts"],
    env: { LOG_LEVEL: "silent" },
    // Tests read the names of classes as the modules write them.
    css: { modules: { classNameStrategy: "non-scoped" } },
    pool: "forks",
    maxWorkers: 2,
    // No test depends on the speed of the machine. These limits only end tests that hang, so they are far above any normal duration.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 300_000 } },
  },
});
