import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rawRequest } from "@/lib/testing/raw-request";
import { packFiles } from "@/scripts/pack-files.mjs";
import { withBuiltFiles } from "./built-files";

const SCRIPT = "export const answer = 42;\n".repeat(200);
const FONT = Buffer.from("wOF2 and some bytes");

let folder: string;
let server: Server;
let port: number;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "roomkeeper-built-"));
  mkdirSync(path.join(folder, "chunks"));
  writeFileSync(path.join(folder, "chunks", "a~b.js"), SCRIPT);
  writeFileSync(path.join(folder, "short.js"), "1;");
  writeFileSync(path.join(folder, "serif.woff2"), FONT);
  writeFileSync(path.join(folder, "notes.txt"), "not for browsers");
  packFiles(folder);
  const serve = withBuiltFiles(folder, (_request, response) => void response.end("from the pages"));
  server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

function ask(name: string, headers: Record<string, string> = {}, method = "GET") {
  return rawRequest(new URL(`http://127.0.0.1:${port}${name}`), { method, headers });
}

const script = "/_next/static/chunks/a~b.js";

test.each([
  ["br, gzip", "br", brotliDecompressSync],
  ["gzip", "gzip", gunzipSync],
  ["identity", undefined, (bytes: Buffer) => bytes],
])("for browsers that accept %s, a script comes from memory", async (accepts, encoding, unpack) => {
  const { status, headers, bytes } = await ask(`${script}?v=1`, { "accept-encoding": accepts });
  expect([status, headers["content-encoding"]]).toEqual([200, encoding]);
  expect(unpack(bytes).toString()).toBe(SCRIPT);
  expect(headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  expect(headers["content-type"]).toBe("application/javascript; charset=utf-8");
  expect(headers.vary).toBe("accept-encoding");
  const head = await ask(script, { "accept-encoding": accepts }, "HEAD");
  expect([head.bytes.length, Number(head.headers["content-length"])]).toEqual([0, bytes.length]);
});

test("fonts and short files are sent as they are", async () => {
  const font = await ask("/_next/static/serif.woff2", { "accept-encoding": "br, gzip" });
  expect([font.headers["content-type"], font.bytes]).toEqual(["font/woff2", FONT]);
  const short = await ask("/_next/static/short.js", { "accept-encoding": "br" });
  expect([short.headers["content-encoding"], short.bytes.toString()]).toEqual([undefined, "1;"]);
});

test.each([
  ["GET", "/_next/static/unknown.js"],
  ["GET", "/_next/static/notes.txt"],
  ["GET", "/_next/static/chunks/a~b.js.br"],
  ["GET", "/_next/static/../chunks/a~b.js"],
  ["GET", "/rooms"],
  ["POST", script],
])("%s %s is left to the pages", async (method, name) => {
  expect((await ask(name, {}, method)).bytes.toString()).toBe("from the pages");
});
