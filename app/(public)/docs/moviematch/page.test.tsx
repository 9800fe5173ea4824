import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRoomkeeper } from "@/lib/entries/roomkeeper";
import { type ApiServer, startApiServer } from "@/lib/testing/api-server";
import { person } from "@/lib/testing/moviematch-person";
import { openPage } from "@/lib/testing/open-page";
import {
  checkMovieMatch,
  type MovieMatchFolder,
  movieMatchFolder,
  startMovieMatch,
} from "@/lib/testing/start-moviematch";
import MovieMatchDocsPage from "./page";

/** The page as text, with the host that a browser asks for it. */
async function pageOf(host: string): Promise<string> {
  const { text } = await openPage(MovieMatchDocsPage, { host });
  return text
    .replaceAll(/<\/?span[^>]*>/g, "")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}

const mapOf = (page: string) =>
  JSON.parse(/\{\s*"imports"[\s\S]*?\n\}/.exec(page)?.[0] ?? "{}") as {
    imports: Record<string, string>;
    scopes: Record<string, Record<string, string>>;
  };

it("shows the import map and the variables with the address of this instance", async () => {
  const page = await pageOf("192.168.1.20:3000");
  const { imports, scopes } = mapOf(page);
  expect(imports["/internal/app/moviematch/storage/index.ts"]).toBe(
    "http://192.168.1.20:3000/client/moviematch.mjs",
  );
  expect(Object.keys(imports)).toHaveLength(3);
  expect(Object.keys(scopes)).toEqual(["http://192.168.1.20:3000/client/"]);
  expect(page).toContain("STORAGE_URL=http://192.168.1.20:3000\n");
  expect(page).toContain("--allow-import=192.168.1.20:3000");
  for (const place of ["swap", "environment", "run", "restart", "away", "log", "copy", "missing"]) {
    expect(page).toContain(`id="${place}"`);
  }
});

describe("a MovieMatch with the import map of the page", () => {
  let api: ApiServer;
  let files: Server;
  let folder: MovieMatchFolder;
  beforeAll(async () => {
    api = await startApiServer();
    folder = await movieMatchFolder();
    // The modules as Next serves them, from the folder that the build wrote.
    files = createServer(async (request, response) => {
      const name = (request.url ?? "").replace("/client/", "");
      const type = name.endsWith(".mjs") ? "application/javascript" : "video/mp2t";
      response.setHeader("content-type", type);
      response.end(await readFile(path.join(folder.path, "roomkeeper", name)).catch(() => ""));
    });
    await new Promise<void>((resolve) => files.listen(0, "127.0.0.1", resolve));
    const { imports, scopes } = mapOf(
      await pageOf(`127.0.0.1:${(files.address() as AddressInfo).port}`),
    );
    const own = { "/internal/": "../internal/", "/types/": "../types/" };
    const map = { imports: { ...own, ...imports }, scopes };
    await folder.write("configs/import_map.json", JSON.stringify(map));
  });
  afterAll(async () => {
    files?.close();
    await folder?.remove();
    await api?.close();
  });

  it("passes its own check of types, which still finds what is wrong", async () => {
    await checkMovieMatch(folder);
    const name = "internal/app/moviematch/client.ts";
    const right = await readFile(path.join(folder.path, name), "utf8");
    await folder.write(name, `${right}\nexport const wrong: number = createRoom;\n`);
    await expect(checkMovieMatch(folder)).rejects.toThrow(/TS2322/);
    await folder.write(name, right);
  });

  it("has its rooms again after a restart", async () => {
    const token = await api.token();
    const settings = { STORAGE_TYPE: "http", STORAGE_URL: api.url, STORAGE_TOKEN: token };
    const first = await startMovieMatch(folder, settings);
    expect((await (await person(first, "Ann")).create("from the page")).type).toBe(
      "createRoomSuccess",
    );
    await first.end();
    const second = await startMovieMatch(folder, settings);
    const joined = await (await person(second, "Bob")).join("from the page");
    expect(joined.type).toBe("joinRoomSuccess");
    await second.end();
    const client = createRoomkeeper({ url: api.url, token });
    expect(await client.hasRoom("from the page")).toBe(true);
    await client.close();
  });
});
