import { afterAll, beforeAll, expect, test } from "vitest";
import { getServices, openServices, setServices } from "@/lib/runtime/services";
import { freshDatabase } from "@/lib/testing/fresh-database";
import { signInAs, TEST_ORIGIN, useTestEnv } from "@/lib/testing/sign-in-as";
import { POST } from "./route";

let drop: () => Promise<void>;
beforeAll(async () => {
  const database = await freshDatabase();
  drop = database.drop;
  useTestEnv();
  setServices(openServices(database.url, ["test-secret"]));
});
afterAll(async () => {
  await getServices().close();
  setServices(undefined);
  await drop();
});

test.each([
  ["nobody", null, 401],
  ["an owner", "owner", 404],
  ["an admin", "admin", 200],
] as const)("%s asks for a sweep", async (who, role, status) => {
  const headers = new Headers({ origin: TEST_ORIGIN, accept: "application/json" });
  if (role) headers.set("cookie", (await signInAs(who, { role })).cookie);
  const url = `${TEST_ORIGIN}/api/dashboard/jobs/sweep`;
  const response = await POST(new Request(url, { method: "POST", headers }));
  expect(response.status).toBe(status);
  const { rows } = await getServices().pool.query("select count(*)::int as n from job_run");
  expect(rows).toEqual([{ n: status === 200 ? 1 : 0 }]);
  if (status === 200) expect(await response.json()).toMatchObject({ message: "Nothing was due." });
});
