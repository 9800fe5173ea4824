import { defineConfig } from "vitest/config";

/** The tests that only read the tree: seconds, no services. `npm run check` runs them alone. */
export default defineConfig({
  resolve: { alias: { "@": import.meta.dirname } },
  test: {
    include: [
      "lib/testing/import-directions.test.ts",
      "lib/testing/styles.test.ts",
      "lib/testing/tidy.test.ts",
    ],
  },
});
