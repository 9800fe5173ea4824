import { afterAll, beforeAll, expect, test } from "vitest";
import type { Context } from "@/lib/runtime/context";
import { getServices, openServices, setServices } from "@/lib/runtime/services";
import { contextOf } from "@/lib/testing/context-of";
import { freshDatabase } from "@/lib/testing/fresh-database";
import { listTokens } from "@/lib/tokens/list-tokens";
import { revokeToken } from "@/lib/tokens/revoke-token";
import { verifyToken } from "@/lib/tokens/verify-token";
import { ensureFirstToken } from "./ensure-first-token";

const CONSOLE: Context = contextOf({ kind: "system", name: "console" }, "test");

let database: Awaited<ReturnType<typeof freshDatabase>>;
let close: () => Promise<void>;
beforeAll(async () => {
  database = await freshDatabase();
  const opened = openServices(database.url, ["test-secret"]);
  setServices(opened);
  close = opened.close;
});
afterAll(async () => {
  await close();
  setServices(undefined);
  await database.drop();
});

test("of two first starts one makes a token that works; no start makes another, even when it was revoked", async () => {
  const made = await Promise.all(
    [1, 2].map(() => ensureFirstToken(CONSOLE, { spaceName: "moviematch" })),
  );
  const [first, ...others] = made.filter((one) => one !== null);
  expect(others).toEqual([]);
  expect(first?.spaceName).toBe("moviematch");
  expect(await verifyToken(getServices(), first?.token ?? "")).toMatchObject({ kind: "token" });

  const [listed] = await listTokens(CONSOLE);
  await revokeToken(CONSOLE, { id: listed?.id ?? "" });
  expect(await ensureFirstToken(CONSOLE, { spaceName: "moviematch" })).toBeNull();
  expect(await listTokens(CONSOLE)).toHaveLength(1);
});
