import { readdirSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type PlexStandIn, startPlexStandIn } from "@/e2e/plex-stand-in/start";
import { LIMITS } from "@/lib/core/limits";
import { freshServices } from "@/lib/testing/fresh-services";
import { requireProportionalCost } from "@/lib/testing/proportional-cost";
import { signInAs, TEST_ORIGIN, useTestEnv } from "@/lib/testing/sign-in-as";

const ROOT = path.resolve(import.meta.dirname, "..", "..");
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] as const;
type Handler = (request: Request, route: unknown) => Promise<Response>;

/** Every route except the API's, which have their own test. They are read from the folders, so that a new one is included. */
const ROUTES = readdirSync(path.join(ROOT, "app"), { recursive: true, encoding: "utf8" })
  .filter((name) => path.basename(name) === "route.ts")
  .map((name) => path.posix.join("app", name.split(path.sep).join("/")))
  .filter((name) => !name.startsWith("app/api/v1/") && !name.startsWith("app/api/health/"));

let fresh: Awaited<ReturnType<typeof freshServices>>;
let plex: PlexStandIn;
beforeAll(async () => {
  fresh = await freshServices({ ratePerPerson: 0, ratePerNetwork: 0 });
  plex = await startPlexStandIn();
  useTestEnv({ PLEX_API_URL: plex.apiUrl, PLEX_AUTH_URL: plex.authUrl, LOG_LEVEL: "silent" });
});
afterAll(async () => {
  await fresh.close();
  await plex.stop();
});

test("there are routes", () => expect(ROUTES.length).toBeGreaterThan(40));

/** Bodies of the given size, made of short fields, in every format that a form can have. */
function formsOf(bytes: number): { type: string; body: string }[] {
  const fields = Array.from({ length: Math.floor(bytes / 8) }, (_, at) => at.toString(36));
  const parts = fields
    .slice(0, Math.floor(bytes / 64))
    .map((name) => `--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n\r\n`);
  const few = fields.slice(0, Math.floor((LIMITS.formFieldsMax * bytes) / LIMITS.formBytesMax));
  const encoded = "application/x-www-form-urlencoded";
  return [
    { type: encoded, body: fields.map((name) => `${name}=`).join("&") },
    { type: encoded, body: fields.map(() => "room=x").join("&") },
    { type: encoded, body: few.map((name) => `${name}=`).join("&") },
    { type: encoded, body: few.map(() => "room=x").join("&") },
    { type: "multipart/form-data; boundary=b", body: `${parts.join("")}--b--\r\n` },
    { type: "application/json", body: `{"room":[${fields.map(() => "{}").join(",")}]}` },
    { type: "application/json", body: JSON.stringify(Object.fromEntries(few.entries())) },
  ];
}

async function requestsOf(name: string, method: string, bytes: number): Promise<Request[]> {
  const isRead = method === "GET" || method === "HEAD";
  const { cookie } = await signInAs("1", { role: "admin" });
  const headers = { cookie, origin: TEST_ORIGIN, accept: "application/json" };
  const address = `${TEST_ORIGIN}${path.dirname(name).slice("app".length)}`;
  if (isRead) {
    // The server accepts heads of up to 16 KB.
    const room = "&q=%20".repeat(Math.floor(bytes / 128));
    return [new Request(`${address}?${room}`, { method, headers })];
  }
  return formsOf(bytes).map(
    ({ type, body }) =>
      new Request(address, { method, headers: { ...headers, "content-type": type }, body }),
  );
}

test.each(ROUTES)("%s costs in proportion to the size of the request", async (name) => {
  const module = (await import(/* @vite-ignore */ path.join(ROOT, name))) as Record<
    string,
    Handler
  >;
  const own = METHODS.filter((method) => module[method]);
  expect(own.length).toBeGreaterThan(0);
  const params = { id: "rm_0000000000000000", nextauth: ["signout"], token: "x".repeat(22) };
  for (const method of own) {
    await requireProportionalCost({
      smallest: LIMITS.formBytesMax / 16,
      make: (bytes) => requestsOf(name, method, bytes),
      async run(requests) {
        for (const request of requests) {
          const reply = await module[method]?.(request, { params: Promise.resolve(params) });
          expect(reply?.status).toBeLessThan(500);
          await reply?.body?.cancel();
        }
      },
    });
  }
});

const ROOM =
  '{"roomName":"r","sort":"s","createdAt":"2026-10-10T12:00:00.000Z","creatorPlexUserId":7,"creatorPlexUsername":"i"}';

/** Uploaded files. Reading their contents comes later and has its own test in lib/transfer/copy. */
const UPLOADS: Record<string, (size: number) => Blob[]> = {
  "rooms, a line each": (size) => [new Blob([`${ROOM}\n`.repeat(size / ROOM.length)])],
  "packed empty lines": (size) => [new Blob([new Uint8Array(gzipSync("\n".repeat(size)))])],
  "empty files": (size) => Array.from({ length: size / 200 }, () => new Blob([])),
};

test.each(Object.entries(UPLOADS))("an upload of %s", async (_, filesOf) => {
  const { POST } = await import("@/app/api/dashboard/imports/route");
  await requireProportionalCost({
    smallest: 64 * 1024,
    async make(size) {
      const { cookie } = await signInAs("1", { role: "admin" });
      const form = new FormData();
      // The space does not exist, so the test measures only the parsing of the upload and not the storing.
      form.set("spaceId", "sp_none");
      form.set("policy", "join");
      for (const [index, file] of filesOf(size).entries()) form.append("files", file, `${index}`);
      const headers = { cookie, origin: TEST_ORIGIN, accept: "application/json" };
      const address = `${TEST_ORIGIN}/api/dashboard/imports`;
      return new Request(address, { method: "POST", headers, body: form });
    },
    run: async (request) => expect((await POST(request)).status).toBeLessThan(500),
  });
});
