import { mkdtemp, readFile, rm } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { writeBackup } from "@/lib/backup/write-backup";
import { readDueServers } from "@/lib/plex-servers/read-due-servers";
import { log } from "@/lib/runtime/log";
import { getServices } from "@/lib/runtime/services";
import { sessionIdOf } from "@/lib/sessions/session-cookie";
import { freshServices, SETUP } from "@/lib/testing/fresh-services";
import { openPage } from "@/lib/testing/open-page";
import { startPlexMediaServer } from "@/lib/testing/plex-media-server";
import { signInAs, TEST_ORIGIN, useTestEnv } from "@/lib/testing/sign-in-as";
import { passAddress } from "@/lib/web/api/caller-address";
import { flashOf } from "./flash";

const TOKEN = "s3cret-Token-of-Plex";

type Route = (request: Request, route: never) => Promise<Response>;

let fresh: Awaited<ReturnType<typeof freshServices>>;
let cookie: string;
let addServer: Route;
let changeServer: Route;
let testServer: Route;
beforeAll(async () => {
  // After open-page, which sets Next up.
  addServer = (await import("@/app/api/dashboard/plex-servers/route")).POST;
  changeServer = (await import("@/app/api/dashboard/plex-servers/[id]/route")).POST;
  testServer = (await import("@/app/api/dashboard/plex-servers/[id]/test/route")).POST;
  fresh = await freshServices({ ratePerPerson: 600, ratePerNetwork: 5_000 });
  useTestEnv();
  ({ cookie } = await signInAs("1", { role: "admin" }));
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => fresh.close());

/** Sends a form, and returns everything that the sender gets: status, headers and body. */
async function send(
  route: Route,
  at: {
    path: string;
    fields: Record<string, string>;
    cookie?: string;
    accept?: string;
    id?: string;
  },
): Promise<string> {
  const headers: Record<string, string> = {
    origin: TEST_ORIGIN,
    cookie: at.cookie ?? cookie,
    accept: at.accept ?? "text/html",
  };
  passAddress({ headers, socket: { remoteAddress: "192.0.2.1" } } as unknown as IncomingMessage);
  const request = new Request(`${TEST_ORIGIN}/api/dashboard/${at.path}`, {
    ...{ method: "POST", headers, body: new URLSearchParams(at.fields) },
  });
  const reply = await route(request, { params: Promise.resolve({ id: at.id ?? "" }) } as never);
  const told = [...reply.headers].map(([name, value]) => `${name}: ${decodeURIComponent(value)}`);
  const flash = (reply.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  const sessionId = await sessionIdOf(headers.cookie ?? "");
  const said = [sessionId, null].map((id) => flashOf(flash, id)?.message ?? "");
  return [reply.status, ...told, ...said, await reply.text()].join("\n");
}

/** Everything that the database keeps, as text. */
async function everyRow(): Promise<string> {
  const { pool } = getServices();
  const { rows: tables } = await pool.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public'",
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await pool.query<{ line: string }>(`select t::text as line from "${name}" t`);
    texts.push(...rows.map(({ line }) => line));
  }
  return texts.join("\n");
}

const fields = (more: Record<string, string> = {}) => ({
  ...{ spaceId: fresh.spaceId, url: "http://127.0.0.1:9", token: TOKEN, returnTo: "/admin/plex" },
  ...more,
});

test("no refusal of a form repeats the token: a bad field, too many requests, an ended session, a fault", async () => {
  const logged = vi.spyOn(log(), "error").mockImplementation(() => {});
  const refusals: string[] = [];
  const forms = [
    [addServer, "plex-servers"],
    [changeServer, "plex-servers/px_1"],
  ] as const;
  for (const [route, at] of forms) {
    for (const accept of ["text/html", "application/json"]) {
      const to = { path: at, accept, id: "px_1" };
      refusals.push(
        await send(route, { ...to, fields: fields({ url: "http://169.254.169.254" }) }),
      );
      refusals.push(await send(route, { ...to, fields: fields({ url: "" }) }));
      refusals.push(await send(route, { ...to, fields: fields({ token: `${TOKEN} x` }) }));
      refusals.push(await send(route, { ...to, fields: fields({ spaceId: "sp_none" }) }));
      const ended = await signInAs(`ended ${at} ${accept}`, { role: "admin" });
      await getServices().pool.query("update session set revoked_at = now() where id = $1", [
        ended.sessionId,
      ]);
      refusals.push(await send(route, { ...to, fields: fields(), cookie: ended.cookie }));
      const eager = await signInAs(`eager ${at} ${accept}`, { role: "admin" });
      const counts = getServices().rates.person;
      for (let taken = 0; taken < 600; taken += 1) counts.take(`eager ${at} ${accept}`);
      const late = await send(route, { ...to, fields: fields(), cookie: eager.cookie });
      expect(late).toContain(accept === "text/html" ? "Try again in" : "too_many_requests");
      refusals.push(late);
    }
  }
  await getServices().pool.query("alter table plex_server rename to plex_away");
  refusals.push(await send(addServer, { path: "plex-servers", fields: fields() }));
  await getServices().pool.query("alter table plex_away rename to plex_server");
  expect(logged).toHaveBeenCalled();
  expect(refusals.join("\n")).not.toContain("s3cret");
  expect(JSON.stringify(logged.mock.calls)).not.toContain("s3cret");
  expect(await everyRow()).not.toContain("s3cret");
  // The page that offers a kept form again would have to contain it.
  expect((await getServices().pool.query("select 1 from kept_change")).rows).toEqual([]);
});

test("a server that is named, tested and read: its token is on no page, in no row and not in a backup in clear", async () => {
  const plex = await startPlexMediaServer({ token: TOKEN });
  const { default: PlexPage } = await import("@/app/(admin)/admin/plex/page");
  const done = [await send(addServer, { path: "plex-servers", fields: fields({ url: plex.url }) })];
  const { rows } = await getServices().pool.query("select id from plex_server");
  const [{ id }] = rows as [{ id: string }];
  const at = { path: `plex-servers/${id}/test`, fields: {}, id };
  done.push(await send(testServer, at));
  expect(done[1]).toContain("answered: 2 libraries, 150 films and series.");
  done.push((await openPage(PlexPage, { cookie })).text);
  await readDueServers(getServices());
  done.push((await openPage(PlexPage, { cookie })).text);
  expect(done.at(-1)).toContain("150 films and series");
  plex.faults.push({ path: /./, answer: (_, response) => void response.writeHead(401).end() });
  done.push(await send(testServer, at));
  await getServices().pool.query("update plex_server set due_at = now()");
  await readDueServers(getServices());
  done.push((await openPage(PlexPage, { cookie })).text);
  expect(done.at(-1)).toContain("It refused the token (401). Enter a new one.");
  const folder = await mkdtemp(path.join(tmpdir(), "roomkeeper-plex-"));
  const file = path.join(folder, "backup");
  await writeBackup(SETUP, { file });
  const bytes = await readFile(file);
  const backup = bytes[0] === 0x1f ? gunzipSync(bytes).toString() : bytes.toString("latin1");
  expect(backup).toContain("plex_server");
  for (const text of [...done, await everyRow(), backup]) expect(text).not.toContain("s3cret");
  await rm(folder, { recursive: true });
  await plex.close();
});
