import { afterAll, beforeAll, expect, test } from "vitest";
import { getServices } from "@/lib/runtime/services";
import { ensureSetupCode } from "@/lib/sign-in/setup-code";
import { freshServices, SETUP } from "@/lib/testing/fresh-services";
import { welcome } from "@/scripts/welcome";
import { SAMPLE_ADMIN, seedAdmin } from "./seed-admin";

let fresh: Awaited<ReturnType<typeof freshServices>>;
beforeAll(async () => {
  fresh = await freshServices();
});
afterAll(() => fresh.close());

test("the demo has its admin and prints no setup code, at the first start and at later ones", async () => {
  for (const _start of [1, 2]) {
    await seedAdmin(SETUP);
    const { rows } = await getServices().pool.query("select id, name, role from person");
    expect(rows).toEqual([{ id: SAMPLE_ADMIN.id, name: SAMPLE_ADMIN.username, role: "admin" }]);
    const printed = welcome({
      note: "",
      address: "http://localhost:3000",
      networkAddresses: [],
      setupCode: await ensureSetupCode(fresh.services),
      link: { url: "http://localhost:3000/sign-in/link", expiresAt: "2026-11-27T00:00:00Z" },
      firstToken: null,
    });
    expect(printed).not.toMatch(/setup/i);
  }
});
