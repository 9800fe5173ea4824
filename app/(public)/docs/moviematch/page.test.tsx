import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import MovieMatchDocsPage from "./page";

it("shows the import map line and the variables with the address of this instance", () => {
  const page = renderToStaticMarkup(<MovieMatchDocsPage />)
    .replaceAll(/<\/?span[^>]*>/g, "")
    .replaceAll("&quot;", '"');
  expect(page).toContain(
    '"/internal/app/moviematch/storage/index.ts": "http://localhost:3000/client/moviematch.js"',
  );
  expect(page).toContain("STORAGE_URL=http://localhost:3000\n");
  expect(page).toContain("--allow-import=localhost:3000");
  for (const place of ["swap", "environment", "restart", "copy", "missing"]) {
    expect(page).toContain(`id="${place}"`);
  }
});
