import { afterAll, beforeAll, expect, test } from "vitest";
import { freshServices } from "@/lib/testing/fresh-services";
import { openPage, type PageOf } from "@/lib/testing/open-page";
import { signInAs, useTestEnv } from "@/lib/testing/sign-in-as";
import AccountPage from "./(dashboard)/account/page";

let fresh: Awaited<ReturnType<typeof freshServices>>;
beforeAll(async () => {
  fresh = await freshServices();
  useTestEnv();
});
afterAll(() => fresh?.close());

async function accountOf(id: string): Promise<string> {
  const { cookie } = await signInAs(id, { role: "admin" });
  return (await openPage(AccountPage as PageOf, { cookie })).text;
}

test("the account page says where the name of a Plex account comes from", async () => {
  expect(await accountOf("7")).toContain("From Plex, as it was at your last sign-in.");
});

test("the account page does not mention a Plex sign-in to the console's admin", async () => {
  const text = await accountOf("console");
  expect(text).toContain("It has no Plex account.");
  expect(text).not.toMatch(/From Plex|Plex id/);
});
