import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { getServices } from "@/lib/runtime/services";
import { freshServices } from "@/lib/testing/fresh-services";
import { importTitlesFile } from "./import-titles-file";

let fresh: Awaited<ReturnType<typeof freshServices>>;
let folder: string;
beforeAll(async () => {
  fresh = await freshServices();
  folder = await mkdtemp(path.join(tmpdir(), "roomkeeper-titles-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await fresh.close();
});

test("the command names films by a file, and makes the space if it is missing", async () => {
  const file = path.join(folder, "titles.csv");
  await writeFile(file, "mediaId;title;year\nplex://movie/1;Alien;1979\n");
  expect(await importTitlesFile(file, "postgres:film club")).toBe(1);
  const { rows } = await getServices().pool.query(
    "select space.name, media.title, media.year from media join space on space.id = media.space_id",
  );
  expect(rows).toEqual([{ name: "film club", title: "Alien", year: 1979 }]);
  await expect(importTitlesFile(file, "film club")).rejects.toThrow("titles FILE postgres:SPACE");
  await expect(importTitlesFile(`${file}.no`, "postgres:a")).rejects.toThrow("cannot be read");
});
