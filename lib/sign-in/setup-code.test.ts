import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import type { Context } from "@/lib/runtime/context";
import { getServices, openServices, setServices } from "@/lib/runtime/services";
import { person } from "@/lib/testing/actors";
import { contextOf } from "@/lib/testing/context-of";
import { freshServices } from "@/lib/testing/fresh-services";
import { signInAs, useTestEnv } from "@/lib/testing/sign-in-as";
import { claimSetup } from "./claim-setup";
import { ensureSetupCode, isSetUp } from "./setup-code";

let fresh: Awaited<ReturnType<typeof freshServices>>;
beforeAll(async () => {
  fresh = await freshServices();
  useTestEnv();
});
afterAll(() => fresh.close());
beforeEach(async () => {
  await getServices().pool.query("delete from setting; delete from person");
  await signInAs("7", { name: "Ines" });
  await signInAs("8", { name: "Sven" });
});

function as(id: string): Context {
  return contextOf({ kind: "person", id, name: id, role: "owner", banned: false }, "rq");
}

async function roles(): Promise<Record<string, string>> {
  const { rows } = await getServices().pool.query("select id, role from person");
  return Object.fromEntries(rows.map(({ id, role }) => [id, role]));
}

it("prints the same code at every start until it is used, and none afterwards", async () => {
  const code = (await ensureSetupCode(getServices())) ?? "";
  expect(code).toMatch(/^[2-9A-HJKMNP-TV-Z]{4}(-[2-9A-HJKMNP-TV-Z]{4}){2}$/);
  expect(await ensureSetupCode(getServices())).toBe(code);
  expect(await isSetUp(getServices())).toBe(false);
  await claimSetup(as("7"), { code: ` ${code.toLowerCase().replaceAll("-", " ")} ` });
  expect(await roles()).toEqual({ 7: "admin", 8: "owner" });
  expect(await ensureSetupCode(getServices())).toBeNull();
  expect(await isSetUp(getServices())).toBe(true);
});

it("works once, also for ten people at the same time", async () => {
  const code = (await ensureSetupCode(getServices())) ?? "";
  const tries = ["7", "8", "7", "8"].map((id) => claimSetup(as(id), { code }));
  const done = (await Promise.allSettled(tries)).filter(({ status }) => status === "fulfilled");
  expect(done.length).toBe(1);
  expect(Object.values(await roles()).sort()).toEqual(["admin", "owner"]);
});

const WRONG = "AAAA-AAAA-AAAA";
const guess = (id: string, network?: string) =>
  claimSetup(as(id), { code: WRONG, network }).catch((error) => error.code);

it("refuses a person after five wrong codes, even with the right one, and nobody else", async () => {
  const code = (await ensureSetupCode(getServices())) ?? "";
  const codes = await Promise.all(Array.from({ length: 20 }, () => guess("guesser", "192.0.2.1")));
  expect(codes.filter((answer) => answer === "forbidden").length).toBe(5);
  expect(codes.filter((answer) => answer === "too_many_requests").length).toBe(15);
  await expect(claimSetup(as("guesser"), { code })).rejects.toMatchObject({
    code: "too_many_requests",
    message: expect.stringContaining("npm run -s admin -- link"),
  });
  await claimSetup(as("7"), { code, network: "192.0.2.1" });
  expect(await roles()).toMatchObject({ 7: "admin" });
});

it("refuses a network for a while after twenty wrong codes of many people, and no other network", async () => {
  const code = (await ensureSetupCode(getServices())) ?? "";
  const codes = await Promise.all(
    Array.from({ length: 40 }, (_, index) => guess(`one of many ${index}`, "192.0.2.2")),
  );
  expect(codes.filter((answer) => answer === "forbidden").length).toBe(20);
  const there = claimSetup(as("7"), { code, network: "192.0.2.2" });
  await expect(there).rejects.toMatchObject({ code: "too_many_requests" });
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 15 * 60_000 });
  await claimSetup(as("7"), { code, network: "192.0.2.2" }).finally(() => vi.useRealTimers());
  expect(await roles()).toMatchObject({ 7: "admin" });
});

it("limits the attempts of all networks together per minute, and accepts the right code a minute later", async () => {
  const code = (await ensureSetupCode(getServices())) ?? "";
  const { setupAll } = getServices().rates;
  while (!setupAll.take("all").isOver);
  await expect(claimSetup(as("8"), { code })).rejects.toMatchObject({
    code: "too_many_requests",
    details: { retryAfterSeconds: expect.toSatisfy((seconds: number) => seconds <= 60) },
  });
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 60_000 });
  await claimSetup(as("8"), { code }).finally(() => vi.useRealTimers());
  expect(await roles()).toMatchObject({ 8: "admin" });
});

it("stores no code in plain text, and makes another when the secret was replaced", async () => {
  const code = (await ensureSetupCode(getServices())) ?? "";
  const { pool } = getServices();
  const { rows } = await pool.query("select value::text as row from setting");
  expect(rows.some(({ row }) => row.includes(code))).toBe(false);
  const before = getServices();
  setServices({ ...before, secretBox: openServices(fresh.url, ["another"]).secretBox });
  const other = await ensureSetupCode(getServices());
  setServices(before);
  expect(other).not.toBe(code);
  await expect(claimSetup(as("7"), { code })).rejects.toMatchObject({ code: "forbidden" });
});

it("refuses a banned account", async () => {
  const code = (await ensureSetupCode(getServices())) ?? "";
  const banned = person("8", "Sven", "owner", true);
  await expect(claimSetup(banned, { code })).rejects.toMatchObject({ code: "banned" });
});
