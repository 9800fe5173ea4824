import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": import.meta.dirname } },
  test: {
    include: ["app", "components", "lib", "prisma", "scripts", "server"].map(
      (folder) => `${folder}/**/*.test.{ts,tsx}`,
    ),
    globalSetup: ["lib/testing/start-services.ts"],
    env: { LOG_LEVEL: "silent" },
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Machines that run this are shared: what is polled for may take its time.
    expect: { poll: { timeout: 15_000 } },
  },
});
