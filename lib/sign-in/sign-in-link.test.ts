import { afterAll, beforeAll, expect, it } from "vitest";
import { POST } from "@/app/api/dashboard/sign-in/link/route";
import { getServices, openServices, setServices } from "@/lib/runtime/services";
import { freshDatabase } from "@/lib/testing/fresh-database";
import { SETUP } from "@/lib/testing/fresh-services";
import { signInAs, TEST_ORIGIN, useTestEnv } from "@/lib/testing/sign-in-as";
import { viewerOf } from "@/lib/web/pages/viewer";
import { createSignInLink } from "./create-sign-in-link";

let drop: () => Promise<void>;
beforeAll(async () => {
  const database = await freshDatabase();
  drop = database.drop;
  useTestEnv();
  setServices(openServices(database.url, ["test-secret"]));
});
afterAll(async () => {
  await getServices().close();
  await drop();
});

function spend(code: string, cookie = ""): Promise<Response> {
  return POST(
    new Request(`${TEST_ORIGIN}/api/dashboard/sign-in/link`, {
      method: "POST",
      headers: { origin: TEST_ORIGIN, accept: "application/json", cookie },
      body: new URLSearchParams({ code }),
    }),
  );
}

async function newCode(): Promise<string> {
  const { url } = await createSignInLink(SETUP);
  expect(url.startsWith(`${TEST_ORIGIN}/sign-in/link?code=`)).toBe(true);
  return new URL(url).searchParams.get("code") ?? "";
}

it("signs in as the console's admin", async () => {
  const response = await spend(await newCode());
  expect(response.status).toBe(200);
  const [cookie = ""] = response.headers.getSetCookie();
  expect(cookie).toMatch(
    /^rk_[0-9a-f]{6}_session=[^;]+; Path=\/; SameSite=Lax; Max-Age=5184000; HttpOnly$/,
  );
  const viewer = await viewerOf(cookie);
  expect(viewer).toMatchObject({ id: "console", role: "admin", banned: false });
});

it("ends the session that this browser had before, and no other", async () => {
  const [before, elsewhere] = [await signInAs("7"), await signInAs("7")];
  const response = await spend(await newCode(), before.cookie);
  expect(await viewerOf(before.cookie)).toBeNull();
  expect(await viewerOf(elsewhere.cookie)).toMatchObject({ id: "7" });
  expect(await viewerOf(response.headers.getSetCookie()[0] ?? "")).toMatchObject({ id: "console" });
});

it("works once, also for ten requests at the same time", async () => {
  const code = await newCode();
  const replies = await Promise.all(Array.from({ length: 10 }, () => spend(code)));
  expect(replies.map((reply) => reply.status).sort()).toEqual([200, ...Array(9).fill(410)]);
});

it("refuses an old link and a wrong code, and records it in the audit log", async () => {
  const { pool } = getServices();
  const code = await newCode();
  await pool.query("update sign_in_link set expires_at = now() where used_at is null");
  expect((await spend(code)).status).toBe(410);
  expect((await spend("wrong")).status).toBe(410);
  const audit = await pool.query("select detail from audit_entry where outcome = 'refused'");
  expect(audit.rows.length).toBeGreaterThan(0);
});

it("stores no code in plain text", async () => {
  const code = await newCode();
  const { rows } = await getServices().pool.query(
    "select l::text as row from sign_in_link l union all select a::text from audit_entry a",
  );
  expect(rows.some(({ row }) => row.includes(code))).toBe(false);
});
