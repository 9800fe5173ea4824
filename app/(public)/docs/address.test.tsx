import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { GET as describe } from "@/app/api/v1/openapi.json/route";
import { DOCS_PAGES } from "@/components/docs/docs-pages";
import { readEnv, useEnv as setEnv } from "@/lib/runtime/env";
import { openPage, type PageOf } from "@/lib/testing/open-page";
import { GET as searchIndex } from "./search/index.json/route";

const LOCAL = "http://localhost:3000";
const PHONE = "http://192.168.1.20:3000";
const PUBLIC = "https://rooms.example.org";

function settings(more: Record<string, string> = {}): void {
  setEnv(readEnv({ DATA_DIR: "/nonexistent", PORT: "3000", ...more }));
}
afterEach(() => setEnv(undefined));

/** All of the docs as a browser at `host` gets them: every page, the search index and the OpenAPI document. */
async function docsAt(host: string): Promise<string> {
  const texts: string[] = [];
  for (const { href } of DOCS_PAGES) {
    const topic = href.split("/")[3];
    const folder = topic ? "api/[topic]" : href.replace(/^\/docs\/?/, "");
    const file = path.join(import.meta.dirname, folder, "page.tsx");
    const page = (await import(/* @vite-ignore */ file)).default as PageOf;
    const { status, text } = await openPage(page, { host, params: topic ? { topic } : {} });
    expect(status).toBe(200);
    texts.push(text);
  }
  for (const get of [searchIndex, describe]) {
    const request = new Request(`http://${host}/`, { headers: { host } });
    texts.push(await get(request).text());
  }
  return texts.join("\n");
}

/** Which of the three addresses the docs contain. */
async function addressesAt(host: string): Promise<string[]> {
  const text = await docsAt(host);
  expect(text).not.toContain("address.invalid");
  return [LOCAL, PHONE, PUBLIC].filter((address) => text.includes(new URL(address).host));
}

test("the docs show the address of the request", async () => {
  settings();
  expect(await addressesAt("192.168.1.20:3000")).toEqual([PHONE]);
  expect(await addressesAt("localhost:3000")).toEqual([LOCAL]);
});

test("the docs show PUBLIC_URL at every address", async () => {
  settings({ PUBLIC_URL: PUBLIC });
  expect(await addressesAt("192.168.1.20:3000")).toEqual([PUBLIC]);
});

test("the docs do not repeat a host that may not be ours", async () => {
  settings();
  const text = await docsAt("evil.example:3000");
  expect(text).not.toContain("evil.example");
  expect(text).toContain(LOCAL);
});
