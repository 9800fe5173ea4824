import { expect, it } from "vitest";
import { openPage } from "@/lib/testing/open-page";
import MovieMatchDocsPage from "./page";

it("shows the import map line and the variables with the address of this instance", async () => {
  const { text } = await openPage(MovieMatchDocsPage, { host: "192.168.1.20:3000" });
  const page = text.replaceAll(/<\/?span[^>]*>/g, "").replaceAll("&quot;", '"');
  expect(page).toContain(
    '"/internal/app/moviematch/storage/index.ts": "http://192.168.1.20:3000/client/moviematch.js"',
  );
  expect(page).toContain("STORAGE_URL=http://192.168.1.20:3000\n");
  expect(page).toContain("--allow-import=192.168.1.20:3000");
  for (const place of ["swap", "environment", "restart", "copy", "missing"]) {
    expect(page).toContain(`id="${place}"`);
  }
});
